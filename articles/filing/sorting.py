"""Tells the paragraphs of the article from those around it, and finds who signs."""

from dataclasses import dataclass, field
from itertools import groupby, takewhile

from . import dates, furniture, signature_lines
from .paragraphs import Paragraph
from .proposal import Known
from .signatures import Statement, split_names

_ENDS = ("see_also", "author_list", "gate")  # blocks that can follow an article
_LONGEST_TEASER = 900  # characters; the sample page has 453


@dataclass
class Sorting:
    """`roles[i]` says what paragraph i is: empty for the article, else a reason or "signature"."""

    paragraphs: list[Paragraph]
    roles: list[str]
    groups: list[tuple[int, int, str]] = field(default_factory=list)  # first, last, reason
    date_lines: dict[int, dates.DateLine] = field(default_factory=dict)
    signatures: dict[int, Statement] = field(default_factory=dict)
    signed_until: int | None = None  # the last line of the signature that ends the article

    def indexes(self) -> list[int]:
        return [index for index, role in enumerate(self.roles) if not role]

    def publication_date(self) -> dates.DateLine | None:
        """The first « Publié » line; those below « Lire aussi » date other articles."""
        ends = (i for i, role in enumerate(self.roles) if role in _ENDS)
        end = next(ends, len(self.roles))
        return next((d for i, d in self.date_lines.items() if i < end and d.is_publication), None)

    def take(self, first: int, last: int, reason: str) -> None:
        self.groups.append((first, last, reason))
        self.roles[first : last + 1] = [reason] * (last + 1 - first)


def sort(paragraphs: list[Paragraph], known: Known) -> Sorting:
    sorting = Sorting(paragraphs, [furniture.kind_of(p.text) for p in paragraphs])
    _forgive_messages(sorting)
    _take_menu(sorting)
    _take_author_list(sorting)
    _take_dates(sorting)
    _take_signatures(sorting, known)
    _take_teasers(sorting)
    _take_lines(sorting)
    return sorting


def _forgive_messages(sorting: Sorting) -> None:
    """« Bonjour » greets the desk only at the top, and « Cordialement » only at the bottom."""
    is_top = True
    for index, role in enumerate(sorting.roles):
        is_top = is_top and role in ("message", "furniture")
        if role == "message" and not is_top and index < len(sorting.roles) - 3:
            sorting.roles[index] = ""


def _take_menu(sorting: Sorting) -> None:
    """Two names of sections and more at the top of a page; one alone may be a kicker."""
    top = takewhile(
        lambda pair: pair[1] == "furniture" or furniture.is_section_name(pair[0].text),
        zip(sorting.paragraphs, sorting.roles, strict=True),
    )
    length = len(list(top))
    if sorting.roles[:length].count("") > 1:
        sorting.roles[:length] = ["furniture"] * length


def _take_author_list(sorting: Sorting) -> None:
    """From « Les articles de l’auteur » to the gate or the end; each item ends with its date."""
    roles = sorting.roles
    if "author_list" not in roles:
        return
    start = roles.index("author_list")
    end = roles.index("gate", start) if "gate" in roles[start:] else len(roles)
    sorting.take(start, start, "author_list")
    first = start + 1
    for index in range(start + 1, end):
        if dates.is_date_line(sorting.paragraphs[index].text) or index == end - 1:
            sorting.take(first, index, "author_list")
            first = index + 1


def _take_dates(sorting: Sorting) -> None:
    for index, paragraph in enumerate(sorting.paragraphs):
        line = None if sorting.roles[index] else dates.find(paragraph.stretch)
        if line is not None:
            sorting.roles[index] = "date"
            sorting.date_lines[index] = line


def _take_signatures(sorting: Sorting, known: Known) -> None:
    for segment in _segments(sorting):
        paragraphs = [sorting.paragraphs[index] for index in segment]
        start, statements = signature_lines.above(paragraphs, len(paragraphs), known)
        if statements:
            sorting.signed_until = segment[-1]
            _sign(sorting, segment[start:], statements)
            break
    _take_signatures_in_text(sorting, known)
    for index, line in sorting.date_lines.items():
        names = split_names(line.byline, known, in_context=True) if line.byline else []
        if names:
            sorting.signatures[index] = Statement(names)


def _segments(sorting: Sorting) -> list[list[int]]:
    """Runs of the article's paragraphs, broken where something that ends articles stands."""
    marked = [(i, role) for i, role in enumerate(sorting.roles) if not role or role in _ENDS]
    runs = groupby(marked, key=lambda pair: bool(pair[1]))
    return [[index for index, _ in run] for is_end, run in runs if not is_end]


def _sign(sorting: Sorting, indexes: list[int], statements: list[Statement]) -> None:
    for index in indexes:
        sorting.roles[index] = "signature"
    # The statements are fewer than the lines where one goes on over two of them.
    sorting.signatures.update(zip(indexes, statements, strict=False))


def _take_signatures_in_text(sorting: Sorting, known: Known) -> None:
    indexes = [i for i in sorting.indexes() if i < (sorting.signed_until or len(sorting.roles))]
    paragraphs = [sorting.paragraphs[index] for index in indexes]
    for position, statement in signature_lines.in_text(paragraphs, known).items():
        index = indexes[position]
        _sign(sorting, [index], [statement])
        if sorting.signed_until is None and position >= signature_lines.HEADINGS:
            sorting.signed_until = index


def _take_teasers(sorting: Sorting) -> None:
    is_over, taken = False, -1
    for index, role in enumerate(sorting.roles):
        if role != "see_also" or index <= taken:
            continue
        last = _heading_end(sorting, index)
        follows_signature = sorting.signed_until is not None and index > sorting.signed_until
        if _has_standfirst(sorting, last + 1, is_over=is_over or follows_signature):
            last += 1
            is_over = True
        sorting.take(index, last, "see_also")
        taken = last


def _heading_end(sorting: Sorting, index: int) -> int:
    """The line itself; below « Lire aussi » alone the next line, or the list that follows."""
    text = sorting.paragraphs[index].text
    if furniture.see_also_heading(text) < len(text):
        return index
    last = index
    while last + 1 < len(sorting.roles) and not sorting.roles[last + 1]:
        has_mark = bool(sorting.paragraphs[last + 1].mark)
        if not has_mark and (last > index or len(sorting.paragraphs[last + 1].text) > 160):
            break
        last += 1
        if not has_mark:
            break
    return last


def _has_standfirst(sorting: Sorting, index: int, *, is_over: bool) -> bool:
    """Inside an article the text goes on below « Lire aussi »; after its end, teasers do."""
    if index >= len(sorting.roles) or sorting.roles[index]:
        return False
    text = sorting.paragraphs[index].text
    following = sorting.roles[index + 1 : index + 2]
    is_last = not following or following[0] in (*_ENDS, "furniture")
    return len(text) <= _LONGEST_TEASER and (is_over or (is_last and furniture.has_cut_end(text)))


def _take_lines(sorting: Sorting) -> None:
    """Neighbouring lines of one kind make one piece; below its gate a page has no article left."""
    if "gate" in sorting.roles:
        gate = sorting.roles.index("gate")
        above = sorting.roles[:gate]
        if sorting.signed_until is not None or {"see_also", "author_list"} & set(above):
            tail = sorting.roles[gate:]
            sorting.roles[gate:] = [role or "furniture" for role in tail]
    start = 0
    for role, run in groupby(list(sorting.roles)):
        length = len(list(run))
        if role in ("furniture", "message", "gate"):
            sorting.take(start, start + length - 1, role)
        start += length
