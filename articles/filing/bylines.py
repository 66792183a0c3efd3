"""Signatures turned into bylines: who is who among names and initials, nobody invented."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.signature import at

from .folding import flat, fold
from .proposal import Known, ProposedByline, normalise_initials
from .reading import NOTHING, Stretch
from .signatures import Statement, is_initials

_AGENCY_NAME = re.compile(r"[^\W\d_]*")  # of « Amap-Kayes »
_PREPOSITION = re.compile(r"(?:au|aux|en)\s+(?=\S)")


@dataclass
class Signer:
    signature: Stretch
    role: str
    place: str
    is_person: bool = True
    full_name: str = ""

    @property
    def has_initials(self) -> bool:
        return self.is_person and is_initials(self.signature.text)


@dataclass
class Signers:
    """`merged` are full names and repetitions of people who sign already."""

    people: list[Signer] = field(default_factory=list)
    merged: list[Stretch] = field(default_factory=list)
    place: Stretch = NOTHING
    place_name: str = ""
    warnings: list[str] = field(default_factory=list)


def gather(statements: list[Statement]) -> Signers:
    signers = Signers()
    _share_roles(statements)
    for statement in statements:
        stretch, place = town(statement.place)
        if not signers.place.text:
            signers.place, signers.place_name = stretch, place
        if statement.names and statement.role == "translation":
            place = statement.inner_place
        is_person = not statement.is_impersonal
        for name in statement.names:
            signers.people.append(Signer(name, statement.role, place, is_person))
        role = "agency_bureau" if statement.inner_place else "source"
        for bureau in statement.bureaux:
            signers.people.append(Signer(bureau, role, statement.inner_place, is_person=False))
    _merge(signers)
    return signers


def town(place: Stretch) -> tuple[Stretch, str]:
    """The stretch that names the place, and its name: « Mali » of « au Mali », « Le Caire ».

    A place whose preposition the signature line would set otherwise stays as typed.
    """
    preposition = _PREPOSITION.match(place.text)
    bare = place.cut(preposition.end()) if preposition else place
    for name in (bare.text, f"Le {bare.text}", f"Les {bare.text}"):
        if preposition and fold(at(name)) == fold(place.text):
            return bare, name
    return place, place.text


def _share_roles(statements: list[Statement]) -> None:
    """« Aminata Coulibaly » above or below « Envoyée spéciale à Gao » is the one who was sent."""
    for index, statement in enumerate(statements):
        if statement.names or statement.bureaux:
            continue
        neighbours = [*statements[index + 1 : index + 2], *statements[max(0, index - 1) : index]]
        for neighbour in neighbours:
            if neighbour.is_bare:
                neighbour.role, neighbour.is_bare = statement.role, False
                neighbour.place, statement.place = statement.place, NOTHING
                break


def _merge(signers: Signers) -> None:
    """A full name that fits the initials of a signer is that signer, and never a third person."""
    with_initials = [p for p in signers.people if p.has_initials and p.role != "photo"]
    kept: list[Signer] = []
    for person in signers.people:
        signer = None
        if person.role == "text" and not person.has_initials:
            signer = _same_person(person.signature.text, with_initials)
        same = next((p for p in kept if _is_repeated(person, p)), None)
        if signer:
            signer.full_name = person.signature.text
        elif same:
            _learn(same, person)
        if signer or same:
            signers.merged.append(person.signature)
        else:
            kept.append(person)
    signers.people = kept


def _learn(signer: Signer, repeated: Signer) -> None:
    """« Par X » above a text and « Envoyée spéciale au Caire, X » below it: X was sent there."""
    if signer.role == "text" and repeated.role != "text":
        signer.role, signer.place = repeated.role, repeated.place or signer.place
    signer.place = signer.place or repeated.place


def _same_person(name: str, with_initials: list[Signer]) -> Signer | None:
    for signer in with_initials:
        if signer.full_name in ("", name) and fits(signer.signature.text, name):
            return signer
    return None


def _is_repeated(person: Signer, other: Signer) -> bool:
    is_same_work = person.role == other.role or "text" in (person.role, other.role)
    is_writing = "photo" not in (person.role, other.role)
    are_people = person.is_person and other.is_person
    is_same_name = fold(person.signature.text) == fold(other.signature.text)
    return is_same_work and is_writing and are_people and is_same_name


def fits(initials: str, name: str) -> bool:
    """« A.S. » fits « Alassane Souleymane »; « M.M. » fits « Mohamed Ag Mahmoud »."""
    letters = [part for part in flat(normalise_initials(initials)).split(".") if part]
    tokens = flat(name).replace("-", " ").split()
    if len(letters) < 2 or len(tokens) < len(letters):
        return False
    if not (tokens[0].startswith(letters[0]) and tokens[-1].startswith(letters[-1])):
        return False
    middle = iter(tokens[1:-1])
    return all(any(token.startswith(letter) for token in middle) for letter in letters[1:-1])


def propose(signers: Signers, known: Known) -> tuple[list[ProposedByline], tuple[str, ...]]:
    """The bylines, and the signatures of people nobody has identified.

    Agencies and other impersonal credits may stay a plain text; people have to be somebody.
    """
    bylines, unresolved = [], []
    for person in signers.people:
        author_id = _author_id(person, known, signers.warnings)
        if author_id is None and person.is_person:
            unresolved.append(person.signature.text)
        bylines.append(
            ProposedByline(
                signed_as=person.signature.text,
                author_id=author_id,
                role=person.role,
                place=person.place,
                shown_as="initials" if person.has_initials else "name",
                full_name=person.full_name,
            )
        )
    return bylines, tuple(unresolved)


def _author_id(person: Signer, known: Known, warnings: list[str]) -> int | None:
    typed = person.signature.text
    name = person.full_name or ("" if person.has_initials else typed)
    by_name = known.authors.get(fold(name), ()) if name else ()
    if person.role == "agency_bureau" and not by_name:
        by_name = known.authors.get(fold(_AGENCY_NAME.match(typed)[0]), ())
    by_initials = _ids(known.initials.get(normalise_initials(typed))) if person.has_initials else ()
    both = [author for author in by_name if author in by_initials]
    if by_initials and name and not both and (by_name or _have_names(by_initials, known)):
        warnings.append(_contradiction(typed, name))
        by_initials = ()
    ids = both or by_name or by_initials
    if len(ids) == 1:
        return ids[0]
    if ids:
        shown = {"signature": name or typed}
        warnings.append(_("“%(signature)s” may be several authors: choose the right one.") % shown)
    return None


def _have_names(authors: tuple[int, ...], known: Known) -> bool:
    return any(set(authors) & set(ids) for ids in known.authors.values())


def _ids(value: int | tuple[int, ...] | None) -> tuple[int, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)


def _contradiction(initials: str, name: str) -> str:
    shown = {"initials": initials, "name": name}
    return (
        _(
            "“%(initials)s” are the initials of another author than “%(name)s”: the full name was "
            "followed."
        )
        % shown
    )
