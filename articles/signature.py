"""The signature line, made from data: role, agreement, place and names.

« Envoyés spéciaux à Moscou, A.S. et O.D. » is never typed by hand. The line is printed French,
whatever the language of the screens.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.typography.signs import NBSP


@dataclass(frozen=True)
class Signer:
    """Somebody who signs. `name` is the public form: a name, initials, or an agency.

    `role` is one of the values of `Byline.Role`; `gender` is "f", "m" or "" (agrees as masculine);
    `place` is where he was, or for a translation the language translated from.
    """

    name: str
    role: str
    gender: str = ""
    place: str = ""
    url: str = ""
    is_agency: bool = False


def signature_text(signers: Sequence[Signer]) -> str:
    """The line as plain text; signers follow each other as given."""
    return _line(signers, str, _printed_name)


def signature_html(signers: Sequence[Signer]) -> SafeString:
    """The same line escaped, each name a link to its author’s page where there is one."""
    return mark_safe(_line(signers, conditional_escape, _link))


def _printed_name(signer: Signer) -> str:
    """A bureau is named after its agency and its place: « Amap-Kayes »."""
    if signer.role == "agency_bureau" and signer.place:
        return f"{signer.name}-{signer.place}"
    return signer.name


# An author’s page is ours or on the web: nothing else becomes a link, « javascript: » least.
_ADDRESS = re.compile(r"/(?!/)|https?://")


def _link(signer: Signer) -> str:
    name = _printed_name(signer)
    if not _ADDRESS.match(signer.url):
        return conditional_escape(name)
    return format_html('<a href="{}" rel="author">{}</a>', signer.url, name)


def _line(
    signers: Sequence[Signer], show: Callable[[str], str], show_name: Callable[[Signer], str]
) -> str:
    """Signers of one role and place stand together; sources stand in brackets."""
    line = ""
    for group in _groups(signers):
        opening, closing = _around(group)
        names = _enumeration([show_name(signer) for signer in group if signer.name])
        separator = "" if not line else " " if opening.startswith("(") else f"{NBSP}– "
        line += f"{separator}{show(opening)}{names}{show(closing)}"
    return line


def _groups(signers: Iterable[Signer]) -> Iterable[list[Signer]]:
    """Bureaux carry their places in their names, so they form one group."""

    def together(signer: Signer) -> tuple[str, str]:
        return signer.role, signer.place if signer.role in _WITH_PLACE else ""

    named = [signer for signer in signers if signer.name or _says_enough_alone(signer)]
    return [list(group) for _role_and_place, group in groupby(named, together)]


def _says_enough_alone(signer: Signer) -> bool:
    """« Traduit du bambara » may stand without a name."""
    return signer.role == "translation" and bool(signer.place)


def _enumeration(names: list[str]) -> str:
    """X, Y et Z."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} et {names[-1]}"


# Masculine, feminine, masculine plural, feminine plural.
_AGREEMENT = {
    "special_correspondent": (
        "Envoyé spécial",
        "Envoyée spéciale",
        "Envoyés spéciaux",
        "Envoyées spéciales",
    ),
    "correspondent": ("Correspondant", "Correspondante", "Correspondants", "Correspondantes"),
}
_WITH_PLACE = {*_AGREEMENT, "translation", "text"}


def _around(group: list[Signer]) -> tuple[str, str]:
    """What stands before and after the names of one group."""
    signer, several = group[0], len(group) > 1
    match signer.role:
        case "special_correspondent" | "correspondent":
            return f"{_agreed(group)}{_where(signer.place)}, ", ""
        case "photo":
            return f"Photos{NBSP}: ", ""
        case "translation":
            return _translated(signer), ""
        case "compiled":
            return "Rassemblés par ", ""
        case "source":
            return f"({'Sources' if several else 'Source'}{NBSP}: ", ")"
        case "text" if signer.place:
            return "", f", {at(signer.place)}"
    return "", ""


def _agreed(group: list[Signer]) -> str:
    """The masculine wins as soon as one is a man or unknown, as the grammar has it."""
    feminine = all(signer.gender == "f" for signer in group)
    return _AGREEMENT[group[0].role][2 * (len(group) > 1) + feminine]


def _where(place: str) -> str:
    return f" {at(place)}" if place else ""


def _translated(signer: Signer) -> str:
    """« Traduit du bambara par X », « Traduction : X »."""
    if not signer.place:
        return f"Traduction{NBSP}: "
    origin = f"Traduit {_from_language(signer.place)}"
    return f"{origin} par " if signer.name else origin


_VOWEL = re.compile(r"[aeiouyàâéèêëîïôûh]", re.IGNORECASE)
_ARTICLE = re.compile(r"(?P<article>les?|la)\s+|(?P<elided>l[’'])", re.IGNORECASE)


def _from_language(language: str) -> str:
    """du bambara, de l’anglais, also where the article was typed."""
    match = _ARTICLE.match(language)
    name = language[match.end() :] if match else language
    return f"de l’{name}" if _VOWEL.match(name) else f"du {name}"


# Countries that take another preposition than a town’s « à »: the neighbours and those where a
# Malian daily sends people. A name that is not here is taken for a town.
_IN = """
Algérie Allemagne Angola Belgique Chine Côte_d’Ivoire Égypte Espagne Éthiopie France Gambie Guinée
Guinée-Bissau Inde Iran Israël Italie Libye Mauritanie Palestine Russie Sierra_Leone Tanzanie
Tunisie Turquie Ukraine
"""
_AT_THE = """
Bénin Burkina_Faso Cameroun Canada Cap-Vert Congo Gabon Ghana Japon Kenya Liban Libéria Mali Maroc
Mozambique Niger Nigeria Portugal Qatar Rwanda Sénégal Soudan Tchad Togo
"""
_PREPOSITIONS = {
    name.replace("_", " "): preposition
    for preposition, names in (("en", _IN), ("au", _AT_THE), ("aux", "États-Unis Pays-Bas Émirats"))
    for name in names.split()
}
_MASCULINE = re.compile(r"(le|les)\s+(?=\S)", re.IGNORECASE)
_TYPED = re.compile(r"(?:à|en|aux?|dans|sur|sous|chez|vers|près)\s+(?=\S)", re.IGNORECASE)
_ISLANDS = re.compile(r"[îi]les\s", re.IGNORECASE)


def at(place: str) -> str:
    """à Moscou, au Caire, aux Cayes, aux Îles Salomon, à La Mecque, au Niger, en Guinée.

    Whoever types « en Moldavie » or « sur le fleuve » has chosen: it is printed so.
    """
    if _TYPED.match(place):
        return place
    contracted = _MASCULINE.match(place)
    if contracted:
        preposition = "au" if contracted.group(1).casefold() == "le" else "aux"
        return f"{preposition} {place[contracted.end() :]}"
    if _ISLANDS.match(place):
        return f"aux {place}"
    return f"{_PREPOSITIONS.get(place.replace(chr(39), '’'), 'à')} {place}"
