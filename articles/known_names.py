"""The names that filing looks for in a copy, as the database has them today."""

from collections import defaultdict

from articles.filing.folding import fold
from articles.filing.parser import Known
from articles.filing.proposal import normalise_initials
from articles.filing.signatures import is_initials
from articles.genres import KICKER_GENRES
from articles.models import Rubric, Tag
from authors.models import Author


def known_names():
    """Return the `Known` of this paper; a name that several authors bear names all of them."""
    authors, initials = _authors()
    places = Tag.objects.filter(kind=Tag.Kind.PLACE).values_list("name", "pk")
    return Known(
        columns=_columns(),
        genres=KICKER_GENRES,
        places=dict(places),
        authors=authors,
        initials=initials,
    )


def _columns():
    """Return the slug of each column by its standing prefix, and by its name."""
    rows = Rubric.objects.filter(kind=Rubric.Kind.COLUMN).values_list("name", "prefix", "slug")
    by_name = {name: slug for name, _prefix, slug in rows}
    return by_name | {prefix: slug for _name, prefix, slug in rows if prefix}


def _authors():
    """Return author numbers by name and by initials, in the form in which filing compares them.

    A person whose name is not public may sign by the public form. An agency is often named by its
    initials alone: « (Source : AFP) ».
    """
    by_name, by_initials = defaultdict(list), defaultdict(list)
    rows = Author.objects.values_list("pk", "kind", "name", "initials", "public_form")
    for number, kind, name, initials, public_form in rows:
        is_person = kind == Author.Kind.PERSON
        for signature in filter(None, {name, initials, public_form}):
            if is_person and (signature == initials or is_initials(signature)):
                by_initials[normalise_initials(signature)].append(number)
            else:
                by_name[fold(signature)].append(number)
    return _each_once(by_name), _each_once(by_initials)


def _each_once(numbers):
    return {name: tuple(dict.fromkeys(found)) for name, found in numbers.items()}
