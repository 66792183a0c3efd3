"""The addresses that are measured: of each kind of page one to be kept, and many to draw."""

import datetime
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Publication, Rubric, Tag
from authors.models import Author
from newsroom.models import User
from subscriptions.models import Contribution, Subscription

MANY = 400  # addresses of articles that are drawn in turn, spread over the whole archive
LONG = 3_800  # signs of a text of some 700 words
_LOOKED_AT = 12 * MANY  # publications among which the long ones are sought
_TEN_YEARS = datetime.timedelta(days=3653)


@dataclass(frozen=True)
class Page:
    """A kind of page. `paths` are asked for in turn when drawn; the first is the one kept."""

    name: str
    paths: list
    headers: tuple = ()
    is_private: bool = False  # nobody keeps it


def pages():
    """Return every kind of page that the database can show."""
    newest = Publication.objects.visible().newest_first().first().published_at
    found = [
        Page("article", _articles()),
        Page("front", [reverse("articles:front")]),
        Page("rubric", _addresses(Rubric.objects.exclude(menu_position=0))),
        Page("tag", _addresses(Tag.objects.order_by("pk"))),
        Page("author", _addresses(Author.objects.with_page().order_by("-kind", "pk"))),
        *_archives("", newest),
        *_archives(", ten years back", newest - _TEN_YEARS),
        Page("feed", [reverse("articles:feed")]),
        _contributions(),
    ]
    return [page for page in found if page.paths]


def _articles():
    """Return addresses of long texts from the whole archive, the newest first."""
    numbers = Publication.objects.order_by("pk").values_list("pk", flat=True)
    first, last = numbers.first(), numbers.last()
    step = max(1, (last - first) // _LOOKED_AT)
    found = Publication.objects.visible().filter(pk__in=range(first, last + 1, step))
    long = found.filter(page__characters__gte=LONG).newest_first()
    return list(long.values_list("path", flat=True)[:MANY])


def _addresses(subjects):
    """Return the addresses of those that have entries."""
    return _answering(subject.get_absolute_url() for subject in subjects)


def _archives(when, newest):
    """Yield the archives of the day before `newest`: whole, while that day still goes on."""
    day = timezone.localdate(newest - datetime.timedelta(days=1))
    rubrics = [rubric.get_absolute_url() for rubric in Rubric.objects.exclude(menu_position=0)]
    for name, period in (("month", f"{day:%Y/%m}/"), ("day", f"{day:%Y/%m/%d}/")):
        yield Page(name + when, _answering(place + period for place in ("/", *rubrics)))


def _contributions():
    """Return the discussions as a subscriber reads them, signed in."""
    subscription = Subscription.objects.filter(ends_at__gt=timezone.now()).first()
    client = Client()
    client.force_login(User.objects.get(pk=subscription.user_id))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    numbers = Contribution.objects.order_by("article").values_list("article", flat=True).distinct()
    return Page(
        "contributions, signed in",
        [reverse("subscriptions:discussion", args=[number]) for number in numbers],
        headers=(f"Cookie: {session.key}={session.value}",),
        is_private=True,
    )


def _answering(paths):
    """Return those of `paths` at which there is a page."""
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
    return [path for path in paths if client.get(path).status_code == HTTPStatus.OK]
