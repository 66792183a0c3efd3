"""What only a person can judge: warned of, never changed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from newsroom.folding import fold

from .words import ACCENTED_CAPITALS, COMMON_DOUBLETS, RECTIFIED_1990


@dataclass(frozen=True)
class Warning:
    """`code` for programs, `excerpt` as typed, `message` for the journalist, translated."""

    code: str
    excerpt: str
    message: str


def warnings_in(text: str, *, known_names: Iterable[str] = ()) -> list[Warning]:
    """Doubts about a plain text, in reading order, each said once."""
    found = [
        *_unaccented_capitals(text),
        *_guillemets(text),
        *_rectified_spellings(text),
        *_names(text, known_names),
    ]
    return [warning for _place, warning in sorted(found, key=lambda item: item[0])]


Found = Iterator[tuple[int, Warning]]


def _folded(word: str) -> str:
    """Goïta, Goita and GOÏTA; N’Diaye and Ndiaye: one key."""
    return "".join(sign for sign in fold(word) if sign.isalnum())


_CAPITALISED = re.compile(r"(?<![\w’'])(?:(?:[LDJSMTNCldjsmtnc]|[Qq]u|QU)['’])?([A-ZÀ-ÖØ-ÞŒ]\w+)")
# « A » can only be « À » when it opens a sentence and one of these follows.
_A_FOR_TO = re.compile(
    r"(?:^|[.!?…»:][^\S\n]+|«\s*)(A\s(?:l[’']|d[’']autres|(?:la|cette|cet|ce|ces|son|sa|ses|leur"
    r"|leurs|notre|nos|quand|partir|propos|travers|cause|peine|noter|suivre|titre|moins|chaque"
    r"|ceux|celles|celui|défaut|force|en|un|une|tout|toute|toutes|tous|ses)\b"
    r"|[A-ZÉÈ][a-zà-öø-ÿœ]{2,}))",
    re.MULTILINE,
)


def _unaccented_capitals(text: str) -> Found:
    said: set[str] = set()
    for match in _CAPITALISED.finditer(text):
        word = match.group(1)
        right = _with_accents(word)
        if right is not None and word not in said:
            said.add(word)
            yield match.start(1), _capital_warning(word, right)
    for match in _A_FOR_TO.finditer(text):
        opening = match.group(1)
        if opening not in said:
            said.add(opening)
            yield match.start(1), _capital_warning(opening, f"À{opening[1:]}")


def _capital_warning(word: str, right: str) -> Warning:
    message = _("capital without its accent? (%(right)s)") % {"right": right}
    return Warning("capital-without-accent", word, message)


def _with_accents(word: str) -> str | None:
    """The listed spelling, when the word is set in capitals or its first letter lacks an accent."""
    for ending in ("", "s", "x"):
        stem = word.casefold().removesuffix(ending) if ending else word.casefold()
        listed = ACCENTED_CAPITALS.get(_folded(stem))
        if listed is None or (ending and not word.casefold().endswith(ending)):
            continue
        right = listed + ending
        if word.isupper():
            return right.upper() if right.upper() != word else None
        capitalised = right[0].upper() + right[1:]
        return capitalised if word[0] != capitalised[0] else None
    return None


_PARAGRAPHS = re.compile(r"[^\n]+")
_EXCERPT = 30  # characters


def _guillemets(text: str) -> Found:
    """An opening mark may stay open when the next paragraph takes the quotation up again."""
    paragraphs = [match for match in _PARAGRAPHS.finditer(text) if match.group().strip()]
    carried = False
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1].group().lstrip() if index + 1 < len(paragraphs) else ""
        open_at, stray_at = _unpaired(paragraph.group(), carried=carried)
        if stray_at is not None:
            place = paragraph.start() + stray_at
            yield place, _guillemet_warning("stray-guillemet", text, max(0, place - _EXCERPT))
        carried = open_at is not None and following.startswith(("«", "»"))
        if open_at is not None and not carried:
            place = paragraph.start() + open_at
            yield place, _guillemet_warning("open-guillemet", text, place)


def _unpaired(paragraph: str, *, carried: bool) -> tuple[int | None, int | None]:
    """Where a guillemet stays open, and where one closes nothing (offsets in the paragraph)."""
    opened: list[int] = []
    stray = None
    if carried and not paragraph.lstrip().startswith("«"):
        opened.append(0)
    for match in re.finditer("[«»]", paragraph):
        if match.group() == "«":
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif stray is None:
            stray = match.start()
    straight = [match.start() for match in re.finditer('"', paragraph)]
    if len(straight) % 2 and not re.search(r'\d"', paragraph):
        opened.append(straight[-1])
    return (opened[0] if opened else None), stray


def _guillemet_warning(code: str, text: str, place: int) -> Warning:
    excerpt = text[place : place + _EXCERPT].split("\n")[0]
    messages = {
        "open-guillemet": _("guillemet not closed"),
        "stray-guillemet": _("guillemet closed but never opened"),
    }
    return Warning(code, excerpt, messages[code])


_WORD = re.compile(r"[^\W\d_]+")


def _rectified_spellings(text: str) -> Found:
    said: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        usual = _usual_spelling(word.casefold())
        if usual is None or word.casefold() in said:
            continue
        said.add(word.casefold())
        message = _(
            "check the spelling (%(usual)s; %(variant)s is accepted since 1990):"
            " keep to one in the article"
        ) % {"usual": usual, "variant": word.casefold()}
        yield match.start(), Warning("spelling-variant", word, message)


def _usual_spelling(word: str) -> str | None:
    for ending in ("", "s", "e", "es"):
        if word.endswith(ending):
            stem = word.removesuffix(ending) if ending else word
            if stem in RECTIFIED_1990:
                return RECTIFIED_1990[stem] + ending
    return None


# A name begins with a capital; « N’Diaye » and « Jean-Marie » are one name, « L’Essor » is not.
_NAME = re.compile(r"(?:(?<!\w)[NM][’'])?(?<!\w)[A-ZÀ-ÖØ-ÞŒ][\w-]*(?:[’'](?=[A-Z])[\w-]+)?")
_ELISION = re.compile(r"^(?:[LDJSTC]|Qu)[’'](?=.)")
_SHORTEST_NAME = 4  # letters; below, « Des » and « Dès » are words, not names


def _names(text: str, known_names: Iterable[str]) -> Found:
    spellings = _spellings(text)
    known = _known_spellings(known_names)
    lower = {word for word in _WORD.findall(text) if word.islower()}
    for key, places in spellings.items():
        forms = [form for form in places if form.casefold() not in lower]
        if key in COMMON_DOUBLETS or key in ACCENTED_CAPITALS or not forms:
            continue
        last = max(forms, key=places.__getitem__)
        if len(forms) > 1:
            excerpt = " … ".join(sorted(forms, key=places.__getitem__))
            message = _("the same name spelt two ways in the article")
            yield places[last], Warning("name-spelt-two-ways", excerpt, message)
        elif key in known and last not in known[key]:
            message = _("the newsroom spells this name %(known)s") % {
                "known": ", ".join(sorted(known[key]))
            }
            yield places[last], Warning("name-unlike-the-list", last, message)


def _spellings(text: str) -> dict[str, dict[str, int]]:
    """Key of a name → each spelling met and where it stands first. Whole lines of capitals
    (crossheads, headings) say nothing about spelling, a single word in capitals does."""
    spellings: dict[str, dict[str, int]] = {}
    for match in _NAME.finditer(text):
        elision = _ELISION.match(match.group())
        name = match.group()[elision.end() :] if elision else match.group()
        key = _folded(name)
        if len(key) >= _SHORTEST_NAME and not _among_capitals(text, match):
            spellings.setdefault(key, {}).setdefault(name, match.start())
    return spellings


_CAPITALS_BEFORE = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ]{2,}[,\s]+(?:[\w’']{1,3}\s+)?$")
_CAPITALS_AFTER = re.compile(r"[,\s]+(?:[\w’']{1,3}\s+)?[A-ZÀ-ÖØ-ÞŒ]{2,}\b")


def _among_capitals(text: str, match: re.Match[str]) -> bool:
    if not match.group().isupper():
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return bool(_CAPITALS_BEFORE.search(before) or _CAPITALS_AFTER.match(text, match.end()))


def _known_spellings(known_names: Iterable[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for full_name in known_names:
        for match in _NAME.finditer(full_name):
            known.setdefault(_folded(match.group()), set()).add(match.group())
    return known
