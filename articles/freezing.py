"""Freezes a composition into a publication: its address, its dates, and the rows that find it."""

from django.urls import reverse
from django.utils import timezone

from articles import snapshots
from articles.composition import compose
from articles.models import (
    Ingredient,
    Photo,
    Publication,
    PublicationAuthor,
    PublicationTag,
    ReservedText,
)
from authors.models import Author
from newsroom.html import named_numbers, to_text
from newsroom.models import PublicationDirector


def freeze(article, revision, *, live_from, published_at, minor=False):
    """Return an unsaved publication of `revision`, and the composition it was filled from.

    The address keeps the slug of what was published before unless the revision names another;
    `minor` keeps the printed « Mis à jour » as it was.
    """
    composition = compose(revision)
    last = article.publications.order_by("-live_from", "-pk").first()
    chosen = snapshots.read(revision).slug
    slug = chosen or (_slug_in(last.path) if last else composition.slug)
    publication = Publication(
        article=article,
        revision=revision,
        live_from=live_from,
        published_at=published_at,
        path=path_of(article.pk, published_at, slug),
    )
    fill(publication, composition)
    publication.updated_at = _updated_at(publication, composition, last, minor)
    return publication, composition


def preview(revision):
    """Return an unsaved publication of `revision`, as if it were published now."""
    article = revision.article
    now = timezone.now()
    source = getattr(article, "source_copy", None)
    proposed = source.proposed_published_at if source else None
    published_at = article.first_published_at or proposed or now
    publication, _composition = freeze(article, revision, live_from=now, published_at=published_at)
    return publication


def fill(publication, composition):
    """Give `publication` the composed columns; `published_at` must be set."""
    for name, value in composition.columns.items():
        setattr(publication, name, value)
    director = PublicationDirector.on(timezone.localdate(publication.published_at))
    publication.page["director"] = director.name if director else ""


def link(publication, composition):
    """Write the rows by which lists, refreshing and subscribers find the publication."""
    dated = {"publication": publication, "published_at": publication.published_at}
    publication.author_links.all().delete()
    publication.tag_links.all().delete()
    publication.ingredients.all().delete()
    PublicationAuthor.objects.bulk_create(
        PublicationAuthor(author_id=number, **dated) for number in composition.author_ids
    )
    PublicationTag.objects.bulk_create(
        PublicationTag(tag_id=number, **dated) for number in composition.tag_ids
    )
    Ingredient.objects.bulk_create(
        Ingredient(publication=publication, kind=kind, object_id=number)
        for kind, number in sorted(composition.ingredients)
    )
    ReservedText.objects.filter(publication=publication).delete()
    if composition.reserved_body:
        ReservedText.objects.create(publication=publication, body=composition.reserved_body)


def refreeze(publication):
    """Compose a saved publication again, with its dates and references; return whether it stands.

    Only composed columns are written: somebody may be withdrawing it at this moment.
    """
    hold(publication.revision)
    composition = compose(publication.revision, related_ids=publication.page["related"])
    fill(publication, composition)
    columns = {name: getattr(publication, name) for name in composition.columns}
    stands = Publication.objects.filter(pk=publication.pk).update(**columns)
    if stands:
        link(publication, composition)
    return bool(stands)


def hold(revision):
    """Lock the people and photos that `revision` names until the transaction ends.

    Whoever hides a person or withdraws a photo meanwhile waits, and then finds the publication.
    """
    copy = snapshots.read(revision)
    photos = {*named_numbers(copy.body, "data-photo"), copy.lead_photo_id}
    shooters = Photo.objects.filter(pk__in=photos - {None}).values_list("photographer", flat=True)
    people = {line.author_id for line in copy.bylines} | set(shooters)
    authors = Author.objects.filter(pk__in=people - {None})
    for rows in (authors, Photo.objects.filter(pk__in=photos - {None})):
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def path_of(number, published_at, slug):
    """Return the address of article `number`: the day is that of first publication, local time."""
    day = timezone.localtime(published_at)
    return reverse(
        "articles:detail",
        kwargs={
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "number": number,
            "slug": slug,
        },
    )


def _slug_in(path):
    """Return the slug in `/2026/06/02/4127-la-crue/`."""
    return path.rstrip("/").rpartition("/")[2].partition("-")[2]


def _updated_at(publication, composition, last, minor):
    """Return when readers last got another text: now, unless nothing changed or it was minor."""
    if last is None:
        return None
    reserved = ReservedText.objects.filter(publication=last).values_list("body", flat=True).first()
    before = (*_text(last), to_text(reserved or ""))
    if minor or before == (*_text(publication), to_text(composition.reserved_body)):
        return last.updated_at
    return publication.live_from


def _text(publication):
    return (publication.headline, publication.page["standfirst"], to_text(publication.body))
