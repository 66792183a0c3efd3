"""The signature line, generated from bylines: agreement, contraction and « et » by rule."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

_AGREED = {
    "special_correspondent": {
        ("m", False): "Envoyé spécial",
        ("f", False): "Envoyée spéciale",
        ("m", True): "Envoyés spéciaux",
        ("f", True): "Envoyées spéciales",
    },
    "correspondent": {
        ("m", False): "Correspondant",
        ("f", False): "Correspondante",
        ("m", True): "Correspondants",
        ("f", True): "Correspondantes",
    },
}
_LABELS = {
    "photo": ("Photo\u00a0: ", "Photos\u00a0: "),
    "translation": ("Traduction\u00a0: ", "Traduction\u00a0: "),
    "compiled": ("Rassemblé par ", "Rassemblés par "),
}


@dataclass(frozen=True)
class Signer:
    """One name of the line as readers see it; `role` is a `Byline.Role`, `url` may be empty."""

    name: str
    role: str
    gender: str = ""
    place: str = ""
    url: str = ""
    is_agency: bool = False


def signature_text(signers):
    """Return the line as plain text: « Envoyés spéciaux à Moscou, A.S. et O.D. »."""
    return ". ".join(_group(role, list(group), _plain) for role, group in _groups(signers))


def signature_html(signers):
    """Return the line as HTML, with the names of those who have a page as links."""
    parts = [_group(role, list(group), _linked) for role, group in _groups(signers)]
    return format_html_join(". ", "{}", ((part,) for part in parts))


def at_place(place):
    """Return the place with its preposition: « à Moscou », « au Caire », « aux Cayes ».

    The article of « La Mecque » or « L’Avana » does not contract.
    """
    if place.startswith("Le "):
        return f"au {place[3:]}"
    if place.startswith("Les "):
        return f"aux {place[4:]}"
    return f"à {place}"


def _groups(signers):
    named = [signer for signer in signers if signer.name]
    keyed = groupby(named, key=lambda signer: (signer.role, signer.place))
    return ((key[0], group) for key, group in keyed)


def _plain(signer):
    return signer.name


def _linked(signer):
    if not signer.url:
        return format_html("{}", signer.name)
    return format_html('<a href="{}" rel="author">{}</a>', signer.url, signer.name)


def _group(role, signers, show):
    """Return one group of the line; plain or HTML is what `show` makes of a name."""
    names = _listed([show(signer) for signer in signers])
    place = signers[0].place
    if role in _AGREED:
        gender = "f" if all(signer.gender == "f" for signer in signers) else "m"
        title = _AGREED[role][gender, len(signers) > 1]
        where = f" {at_place(place)}" if place else ""
        return _joined(f"{title}{where}, ", names)
    if role == "agency_bureau":
        return _joined("", names, f"-{place}" if place else "")
    if role == "source":
        return _joined("(Source\u00a0: ", names, ")")
    if role in _LABELS:
        return _joined(_LABELS[role][len(signers) > 1], names)
    return _joined("", names, f", {at_place(place)}" if place else "")


def _listed(names):
    """Return « X, Y et Z »; HTML when the names are."""
    if len(names) == 1:
        return names[0]
    first = _comma(names[:-1])
    return _joined(first, mark_safe(" et ") if hasattr(first, "__html__") else " et ", names[-1])


def _comma(names):
    if hasattr(names[0], "__html__"):
        return format_html_join(", ", "{}", ((name,) for name in names))
    return ", ".join(names)


def _joined(*parts):
    """Join parts; the result is HTML, with plain parts escaped, as soon as one of them is."""
    if any(hasattr(part, "__html__") for part in parts):
        return format_html_join("", "{}", ((part,) for part in parts))
    return "".join(parts)
