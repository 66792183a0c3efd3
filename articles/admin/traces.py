"""Where a name that must not be public was written by hand, and no rule may cut it out."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Page, Photo, Publication, Rubric, Tag
from authors.models import Author
from newsroom.folding import fold
from newsroom.html import to_text
from newsroom.models import Newspaper

_MOST = 20  # places named in one warning; once mended, the next ones are named

_SHELVES = (
    (Rubric, ("name", "slug", "prefix", "introduction")),
    (Tag, ("name", "slug")),
    (Page, ("title", "slug", "body")),
    (Author, ("public_form", "job_title", "biography")),
    (
        Newspaper,
        (
            *("title", "motto", "description", "publisher", "address", "host"),
            *("legal", "gate_text", "subscription_text"),
        ),
    ),
)
"""What public pages show besides texts and photos: few rows, so each is read."""


def traces(name):
    """Yield (sentence, [(address of the form, label)]) for each kind of place that holds `name`.

    It reads the text of all that is published: call it when no transaction waits for it.
    """
    texts = Publication.objects.visible().filter(
        Q(search_text__contains=name) | Q(body__contains=name)
    )
    numbers = texts.order_by().values_list("article", flat=True)[:_MOST]
    yield _("Readers still find the name in the text of:"), _numbered("article", numbers)
    words = Q(caption__contains=name) | Q(credit__contains=name)
    words |= Q(alt_text__contains=name) | Q(copyright_notice__contains=name)
    numbers = Photo.objects.filter(words).values_list("pk", flat=True)[:_MOST]
    yield _("The name is still written with the photos:"), _numbered("photo", numbers)
    yield _("Readers still find the name here:"), _on_shelves(name)[:_MOST]


def _numbered(model, numbers):
    address = f"admin:articles_{model}_change"
    return [(reverse(address, args=[number]), f"n° {number}") for number in numbers]


def _on_shelves(name):
    return [
        (
            reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]
            ),
            f"{capfirst(model._meta.verbose_name)} {row}",
        )
        for model, columns in _SHELVES
        for row in model.objects.only(*columns)
        if fold(name) in _read(row, columns)
    ]


def _read(row, columns):
    """Return what a row says, folded; a slug reads as the words it is made of."""
    words = " / ".join(to_text(getattr(row, column)) for column in columns if column != "slug")
    return fold(f"{words} / {getattr(row, 'slug', '').replace('-', ' ')}")
