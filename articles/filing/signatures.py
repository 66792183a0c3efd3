"""How journalists sign: who wrote, in which role and where, in each form of signature."""

import re
from dataclasses import dataclass, field

from .folding import flat, fold
from .proposal import Known
from .reading import NOTHING, Stretch

LONGEST = 160  # characters

_AGENCY = r"(?:amap|afp|aps|aib|anp|apa|map|tap|pana|xinhua|reuters|tass|associated\s+press)"
_ROLE = (
    r"(?:(?:de|par)\s+)?(?:(?:notre|nos)\s+)?(?:(?P<special>envoye(?:e|s|es)?\s+specia(?:le?s?|ux))"
    r"|correspondante?s?(?:\s+(?:particuli|permanent|regiona|loca)[a-z]*)?)"
)
_ROLE_FIRST = re.compile(rf"{_ROLE}\b\s*")
_ROLE_AFTER = re.compile(rf"\s*[,(–-]\s*{_ROLE}\b\s*")
_PREPOSITION = re.compile(r"(?:(?P<plain>a|de)|au|aux|en|dans|du)\s+(?=\S)")
_PLACE_AFTER = re.compile(r"(?P<comma>\s*,\s+)(?:a|au|aux|en)\s+(?=\S)")
_BETWEEN = re.compile(r"\s*[,:–)]\s*|\s+-\s+")
_BUREAU = re.compile(rf"(?P<agency>{_AGENCY})(?:\s?[-–/]\s?|\s)(?P<place>[a-z][a-z' -]{{1,30}})")
_BUREAU_AFTER = re.compile(rf"(?:\s*[,/(–-]\s*(?:avec\s+)?|\s+avec\s+)(?={_AGENCY}\b)")
_AGENCIES = re.compile(rf"{_AGENCY}(?:\s*(?:,|/|et|avec)\s*{_AGENCY})*")
_NAME_BREAK = re.compile(r"\s*[,;/&]\s*(?:et\s+)?|\s+(?:et|avec)\s+")
_BY = re.compile(r"(?:par\s*:?|textes?(?:\s+et\s+photos?)?\s*(?::|par))\s+(?=\S)")
_CREDITS = (
    ("source", re.compile(r"sources?\s*:\s*(?=\S)")),
    ("source", re.compile(rf"avec\s+(?:l'|la\s+)?(?={_AGENCY})")),
    (
        "compiled",
        re.compile(
            r"(?:(?:propos|textes?|temoignages)\s+)?(?:rassembles?|recueillis?|compiles?)"
            r"\s+par\s*:?\s*(?=\S)"
            r"|(?:(?:dossier|entretien|interview)\s+)?realisee?s?\s+par\s*:?\s*(?=\S)"
            r"|synthese\s*(?:de\s|:)\s*(?=\S)"
        ),
    ),
    (
        "translation",
        re.compile(
            r"traduit(?:e?s?)?\s+(?:(?:de\s+l'|de\s+la\s+|du\s+|de\s+|d')\s?(?P<language>[\w-]+)\s+)?par\s*:?\s*(?=\S)"
            r"|traduction\s*(?:de\s|par\s|:)\s*(?=\S)"
        ),
    ),
    (
        "photo",
        re.compile(
            r"(?:(?:credits?\s+)?photos?|photographies?|ph\.?)\s*(?::|de\s|par\s|©)\s*(?=\S)|©\s*(?=\S)"
        ),
    ),
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[ -]?){1,3}[^\W\d_]{1,2}\.?")
_BARE_INITIALS = re.compile(r"[^\W\d_]{2,3}")
_PARTICLES = {"de", "du", "ag", "ould", "bint", "el", "al", "ben", "ibn", "née"}
_NAME_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")


@dataclass
class Statement:
    """One signature: who, in which role, where.

    Bare: names and nothing else. Impersonal: a credit that names nobody, such as « DR ».
    """

    names: list[Stretch] = field(default_factory=list)
    role: str = "text"
    place: Stretch = NOTHING
    is_bare: bool = False
    is_impersonal: bool = False
    bureaux: list[Stretch] = field(default_factory=list)
    # Said inside other words: of « Amap-Kayes », or the language of « Traduit de l’anglais ».
    inner_place: str = ""


def read_statement(stretch: Stretch, known: Known) -> Statement | None:
    """What the paragraph says as a signature; None when it is something else."""
    if not 1 < len(stretch.text) <= LONGEST:
        return None
    if stretch.text[0] in "([" and stretch.text[-1] in ")]":
        stretch = stretch.cut(1, -1)
    text = flat(stretch.text)
    for role, pattern in _CREDITS:
        if match := pattern.match(text):
            return _credit(stretch, match, role, known)
    if match := _ROLE_FIRST.match(text):
        return _role_first(stretch.cut(match.end()), _role(match), known)
    by = _BY.match(text)
    return _signed(stretch.cut(by.end()) if by else stretch, known, is_bare=by is None)


def _role(match: re.Match) -> str:
    return "special_correspondent" if match["special"] else "correspondent"


def _credit(stretch: Stretch, match: re.Match, role: str, known: Known) -> Statement | None:
    rest = stretch.cut(match.end())
    if role not in ("source", "photo"):
        names = split_names(rest, known, in_context=True)
        start, end = match.span("language") if role == "translation" else (0, 0)
        language = stretch.text[start:end] if start >= 0 else ""
        return Statement(names, role, inner_place=language) if names else None
    names = split_names(rest, known)
    is_label = match[0].rstrip().endswith((":", "©"))
    is_credit = _AGENCIES.fullmatch(flat(rest.text)) or (is_label and len(rest.text) <= 60)
    if not names and is_credit:
        return Statement([rest], role, is_impersonal=True)
    return Statement(names, role, is_impersonal=role == "source") if names else None


def _signed(stretch: Stretch, known: Known, *, is_bare: bool) -> Statement | None:
    text = flat(stretch.text)
    if bureau := _bureau(stretch):
        return bureau
    if _AGENCIES.fullmatch(text):
        return Statement([stretch], "source", is_impersonal=True)
    if match := _ROLE_AFTER.search(text):
        names = split_names(stretch.cut(0, match.start()), known, in_context=True)
        place = _whole_place(stretch.cut(match.end()))
        return Statement(names, _role(match), place) if names and place is not None else None
    if match := _BUREAU_AFTER.search(text):
        names = split_names(stretch.cut(0, match.start()), known, in_context=True)
        return _with_bureau(names, _without_bracket(stretch.cut(match.end())))
    if (match := _PLACE_AFTER.search(text)) and is_place(stretch.text[match.end() :]):
        names = split_names(stretch.cut(0, match.start()), known, in_context=not is_bare)
        return (
            Statement(names, place=_whole_place(stretch.cut(match.end("comma")))) if names else None
        )
    names = split_names(stretch, known, in_context=not is_bare)
    return Statement(names, is_bare=is_bare) if names else None


def _without_bracket(stretch: Stretch) -> Stretch:
    return stretch.cut(0, -1) if stretch.text.endswith(")") else stretch


def _with_bureau(names: list[Stretch], bureau: Stretch) -> Statement | None:
    if not names:
        return None
    if _AGENCIES.fullmatch(flat(bureau.text)):
        return Statement(names, bureaux=[bureau])
    statement = _bureau(bureau)
    if statement is not None:
        statement.names = names
    return statement


def _bureau(stretch: Stretch) -> Statement | None:
    match = _BUREAU.fullmatch(flat(stretch.text))
    if match is None or not is_place(stretch.text[match.start("place") :]):
        return None
    return Statement(bureaux=[stretch], inner_place=stretch.text[match.start("place") :])


def _role_first(rest: Stretch, role: str, known: Known) -> Statement | None:
    """« … à Moscou, A.S. et O.D. », « … : A.S. » or only « … à Moscou »."""
    if not rest.text:
        return Statement(role=role)
    text = flat(rest.text)
    preposition = _PREPOSITION.match(text)
    between = _BETWEEN.search(text)
    if between and between.end() < len(text):
        names = split_names(rest.cut(between.end()), known, in_context=True)
        place = _whole_place(rest.cut(0, between.start()))
        return Statement(names, role, place) if names and place is not None else None
    if preposition is None:
        names = split_names(rest, known, in_context=True)
        return Statement(names, role) if names else None
    return _place_then_names(rest, role, known)


def _place_then_names(rest: Stretch, role: str, known: Known) -> Statement | None:
    """Without a comma between them: « à Moscou A.S. et O.D. », « à Gao Aminata Coulibaly »."""
    for space in re.finditer(r"\s+", rest.text):
        tail = rest.cut(space.end())
        first = tail.text.split(" ", 1)[0].rstrip(",")
        if _INITIALS.fullmatch(first) or fold(tail.text) in known.authors:
            names = split_names(tail, known, in_context=True)
            place = _whole_place(rest.cut(0, space.start()))
            if names and place is not None:
                return Statement(names, role, place)
    place = _whole_place(rest)
    return Statement(role=role, place=place) if place is not None else None


def _whole_place(stretch: Stretch) -> Stretch | None:
    """The place without its « à » or « de », empty when none is given; None when it is no place."""
    stretch = _without_bracket(stretch)
    if not stretch.text:
        return stretch
    preposition = _PREPOSITION.match(flat(stretch.text))
    if preposition is None:
        return None
    name = stretch.cut(preposition.end())
    if not is_place(name.text):
        return None
    return name if preposition["plain"] else stretch


def is_place(text: str) -> bool:
    bare = re.sub(r"^(?:l['’]|la |le |les )", "", text)
    is_short = len(text) <= 40 and len(text.split()) <= 5
    return is_short and bare[:1].isupper() and not re.search(r"[.!?,;:()\d]", text)


def split_names(stretch: Stretch, known: Known, *, in_context: bool = False) -> list[Stretch]:
    """The names of « A.S. et O.D. »; empty when one of them is no name.

    In context, after « Par » or « Envoyé spécial », letters without full stops are initials too.
    """
    names, start = [], 0
    for match in _NAME_BREAK.finditer(flat(stretch.text)):
        names.append(stretch.cut(start, match.start()))
        start = match.end()
    names.append(stretch.cut(start))
    is_fine = len(names) <= 8 and all(_is_name(n.text, known, in_context) for n in names)
    return names if is_fine else []


def is_initials(text: str, *, in_context: bool = True) -> bool:
    if _INITIALS.fullmatch(text):
        return in_context or text[0].isupper()
    return in_context and _BARE_INITIALS.fullmatch(text) is not None and text.isupper()


def _is_name(text: str, known: Known, in_context: bool) -> bool:
    if is_initials(text, in_context=in_context) or fold(text) in known.authors:
        return bool(text)
    tokens = text.split()
    return 2 <= len(tokens) <= 5 and len(text) <= 60 and _looks_like_a_name(tokens)


def _looks_like_a_name(tokens: list[str]) -> bool:
    if not (tokens[0][0].isupper() and tokens[-1][0].isupper()) or tokens[-1].endswith("."):
        return False
    return all(
        _NAME_TOKEN.fullmatch(token) and (token[0].isupper() or token.lower() in _PARTICLES)
        for token in tokens
    )
