"""Finds the paragraphs that sign the article: at its end, under its headline, or between texts."""

import re

from .folding import flat, fold
from .paragraphs import Paragraph
from .proposal import Known, normalise_initials
from .reading import Stretch, glued
from .signatures import LONGEST, Statement, read_statement

HEAD = 6  # paragraphs at the top in which a byline or a credit may stand
HEADINGS = 4  # kicker, headline, standfirst, first paragraph: a signature further down ends a text
_TALLEST = 6  # paragraphs in a block of signatures
_SIGNS = re.compile(r"(?:par\s|de\s+no|notre\s|nos\s|envoye|correspondant)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]*$")
_MOST = 12  # signatures in one text: more of them are a list of names
_LONG_TEXT = 80  # characters: text even without its full stop


def above(paragraphs: list[Paragraph], end: int, known: Known) -> tuple[int, list[Statement]]:
    """The block of signatures that ends before paragraph `end`, and where it begins."""
    first = max(0, end - _TALLEST)
    while first < end and any(len(p.text) > LONGEST for p in paragraphs[first:end]):
        first += 1
    for start in range(first, end):
        statements = _block([p.stretch for p in paragraphs[start:end]], known)
        if statements and _is_plausible(statements, paragraphs[:start][-1:], known):
            return start, statements
    return end, []


def _block(stretches: list[Stretch], known: Known) -> list[Statement]:
    """The statements of the paragraphs; none at all when one of them is not a signature."""
    whole: list[Stretch] = []
    for stretch in stretches:
        goes_on = flat(stretch.text[:3]) == "et " or (whole and whole[-1].text.endswith((",", ":")))
        if goes_on and whole:
            whole[-1] = glued(whole[-1], stretch)
        else:
            whole.append(stretch)
    statements = []
    for stretch in whole:
        statement = read_statement(stretch, known)
        if statement is None:
            return []
        statements.append(statement)
    return statements


def _is_plausible(statements: list[Statement], before: list[Paragraph], known: Known) -> bool:
    """Names alone sign only below a text: a list of names at the end of an article does not."""
    bare = [s for s in statements if s.is_bare]
    if len(bare) > 2:
        return False
    if len(bare) < len(statements) or all(is_known(s, known) for s in bare):
        return True
    text = before[0].text if before else ""
    ends = bool(_SENTENCE_END.search(text[-8:])) or len(text) > _LONG_TEXT
    return ends and not text.endswith((":", ","))


def is_known(statement: Statement, known: Known) -> bool:
    return all(
        fold(name.text) in known.authors or normalise_initials(name.text) in known.initials
        for name in statement.names
    )


def in_text(paragraphs: list[Paragraph], known: Known) -> dict[int, Statement]:
    """Signatures by position, in the head and wherever the form leaves no doubt."""
    found: dict[int, Statement] = {}
    for index, paragraph in enumerate(paragraphs):
        if len(found) == _MOST:
            break
        if len(paragraph.text) > LONGEST:
            continue
        follows = index - 1 in found and found[index - 1].role != "photo"
        if index >= HEAD and not follows and not _SIGNS.match(flat(paragraph.text[:14])):
            continue
        statement = read_statement(paragraph.stretch, known)
        if statement is not None and _is_sure(statement, known, follows=follows):
            found[index] = statement
    return found


def _is_sure(statement: Statement, known: Known, *, follows: bool) -> bool:
    return not statement.is_bare or (is_known(statement, known) or follows)
