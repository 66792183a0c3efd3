"""The cast of the tests, and small builders: people with a name, copy with everything in place.

Awa corresponds, Boubacar writes, Cheick reads and publishes, Djeneba leads the newsroom, Fanta
sells subscriptions, Ibrahim moderates; Oumar subscribes, Kadia reads; a visitor is nobody
(`Client()`). Builders fill in what publication asks for,
so that a test names only what it is about:

    published(headline="La crue arrive", rubric=rubric("Régions"), bylines=[author("Awa Diop")])
"""

import datetime
import itertools

from django.contrib.auth.models import Group
from django.utils import timezone

from articles import publishing, snapshots
from articles.models import Article, Byline, Photo, RelatedLink, Rendition, Rubric, Tag
from authors.models import Author
from newsroom import roles
from newsroom.files import random_stem
from newsroom.folding import ascii_slug, fold
from newsroom.models import Newspaper, User
from subscriptions import subscribing
from subscriptions.models import Grant, Subscription

PASSWORD = "les rives du fleuve"
_VERSIONS = 1_000  # more than one paper of a test gets by its changes
_numbers = itertools.count(1)


# --- People --------------------------------------------------------------------------------------
def user(role=None, *, name="", **fields):
    """Return somebody who signs in: staff with `role` (a code of newsroom.roles), else a reader."""
    number = next(_numbers)
    name = name or f"Personne {number}"
    fields.setdefault("email", f"{ascii_slug(name)}-{number}@example.org")
    person = User.objects.create_user(
        name=name, password=PASSWORD, is_staff=role is not None, **fields
    )
    if role is not None:
        try:
            roles.give(person, role)
        except Group.DoesNotExist:  # a test with transactions of its own has emptied the database
            roles.sync()
            roles.give(person, role)
    return person


def awa():
    return user("correspondent", name="Awa Diop")


def boubacar():
    return user("journalist", name="Boubacar Sy")


def cheick():
    return user("copy_editor", name="Cheick Keïta")


def djeneba():
    return user("editor_in_chief", name="Djeneba Touré")


def fanta():
    return user("subscriptions", name="Fanta Cissé")


def ibrahim():
    return user("moderator", name="Ibrahim Maïga")


def reader(name="Kadia Traoré", **fields):
    """Return somebody who has an account and no subscription."""
    return user(name=name, **fields)


def subscriber(name="Oumar Dicko", *, days=30, **fields):
    """Return a reader whose subscription lasts some `days` more; less than 0: it has ended."""
    person = user(name=name, **fields)
    given = Grant(subscription=Subscription.objects.create(user=person), kind="office", days=365)
    given.at = timezone.now() + datetime.timedelta(days=days - 365)
    given.save()
    starts_at, ends_at = subscribing.fold([given])
    Subscription.objects.filter(user=person).update(starts_at=starts_at, ends_at=ends_at)
    return person


# --- The paper -----------------------------------------------------------------------------------
def paper(**fields):
    """Return the newspaper; nothing of its name stands in code, so any will do.

    Each has a version of its own, so that no process keeps the menu of an earlier test.
    """
    version = _VERSIONS * next(_numbers)
    fields = {"title": "La Rive", "city": "Bamako", "version": version} | fields
    return Newspaper.objects.update_or_create(pk=1, defaults=fields)[0]


def rubric(name="Politique", **fields):
    """Return the rubric of that name; with `kind="column"` one whose prefix is its name."""
    fields = {"slug": ascii_slug(name), "menu_position": 1} | fields
    if fields.get("kind") == Rubric.Kind.COLUMN:
        fields.setdefault("prefix", name)
    found = Rubric.objects.update_or_create(name=name, defaults=fields)[0]
    Newspaper.touch()
    return found


def author(name="Awa Diop", **fields):
    """Return the author of that name, public unless told otherwise."""
    if found := Author.objects.filter(name=name, **fields).first():
        return found
    person = Author(name=name, **fields)
    person.clean()
    person.save()
    return person


def tag(name, **fields):
    """Return the tag of that name; `kind="place"` for a place."""
    defaults = {"name": name, "slug": ascii_slug(name)} | fields
    return Tag.objects.update_or_create(folded=fold(name), defaults=defaults)[0]


def photo(**fields):
    """Return a photo that may be published; its public files are named but hold nothing."""
    words = {
        "caption": "Une pirogue rentre au port.",
        "credit": "Y. Tamboura/La Rive",
        "alt_text": "Une pirogue à contre-jour",
    }
    made = Photo.objects.create(original="photos/private.jpg", **words | fields)
    sizes = [("column", width, round(width * 2 / 3)) for width in (320, 480, 640, 960, 1280)]
    sizes += [("card", width, round(width * 2 / 3)) for width in (160, 320, 480)]
    files = [(*size, "avif") for size in sizes] + [(*size, "jpeg") for size in sizes]
    stem = random_stem("photos")
    for purpose, width, height, name in [*files, ("social", 1200, 630, "jpeg")]:
        row = {"purpose": purpose, "format": name, "width": width, "height": height, "size": 1}
        path = f"{stem}-{purpose}-{width}.{'avif' if name == 'avif' else 'jpg'}"
        Rendition.objects.create(photo=made, file=path, **row)
    return made


# --- Copy ----------------------------------------------------------------------------------------
STANDFIRST = "Les pêcheurs de Mopti ont repris le fleuve ce matin. La saison s’annonce longue."
BODY = (
    "<p>La première pirogue est rentrée avant le jour, chargée de capitaines et de carpes.</p>"
    "<p>Sur le quai, les mareyeuses attendaient depuis la nuit.</p>"
)


def article(headline="", *, bylines=None, tags=(), related=(), **fields):
    """Return a copy on which the checklist finds nothing.

    `bylines` are authors, or dicts of Byline's fields; without them Awa Diop signs. `tags` are
    names or tags, `related` the articles of « Lire aussi » in order.
    """
    fields["rubric"] = fields.get("rubric") or rubric()
    number = next(_numbers)
    fields = {
        "headline": headline or f"La pêche a repris, {number}",
        "standfirst": STANDFIRST,
    } | fields
    copy = Article.objects.create(**{"body": BODY} | fields)
    for position, byline in enumerate([author()] if bylines is None else bylines):
        byline = byline if isinstance(byline, dict) else {"author": byline}
        Byline.objects.create(article=copy, position=position, **byline)
    copy.tags.add(*[name if isinstance(name, Tag) else tag(name) for name in tags])
    for position, target in enumerate(related):
        RelatedLink.objects.create(article=copy, target=target, position=position)
    return copy


def published(copy=None, *, by=None, at=None, **fields):
    """Return the publication of `copy` (by default `article(**fields)`), made by the verb.

    `at` is the printed date of first publication, an aware datetime in the past.
    """
    copy = copy or article(**fields)
    by = by or publisher()
    snapshots.record(article=copy, by=by)
    return publishing.publish(article=copy, by=by, first_published_at=at)


def publisher():
    """Return somebody who may publish, the same one throughout a test."""
    return User.objects.filter(name="Cheick Keïta").first() or cheick()
