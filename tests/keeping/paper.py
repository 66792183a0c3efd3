"""A small newspaper for the tests of kept pages, and every address that a reader could find in it.

Small in rows, rich in what hangs together: a section with a part, a column with an owner, an author
who signs everything, dates in two years.
"""

import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Page, Publication, Rubric, Tag
from authors.models import Author
from subscriptions.models import Plan
from tests import cast, talk

STAFF = ("Mariam Coulibaly", "Sidi Ould Ahmed")
DAY = datetime.timedelta(days=1)


def local(*parts):
    """Return an instant in the paper's zone."""
    return timezone.make_aware(datetime.datetime(*parts))


START = local(2026, 11, 29, 22, 50)
"""An evening before two months and a year end."""


def print_it():
    """Fill the database with the paper as it stands when a test begins; return the staff."""
    cast.paper(
        motto="Au fil de l’eau",
        known_edition_number=100,
        known_edition_on=datetime.date(2026, 1, 5),
    )
    awa, boubacar = cast.author("Awa Diop"), cast.author("Boubacar Sy")
    cast.author("AMAP", kind=Author.Kind.AGENCY)
    politics, society = cast.rubric("Politique"), cast.rubric("Société", menu_position=2)
    health = cast.rubric("Santé", parent=society, menu_position=0)
    cast.rubric("Carnet", kind="column", owner=awa, menu_position=3)
    cast.tag("Eau")
    cast.tag("Mopti", kind="place")
    Page.objects.create(title="Charte", slug="charte", position=1, body="<p>Nous vérifions.</p>")
    Plan.objects.create(name="Un mois", days=30, price=2500)
    talk.space(is_open_to_read=True, closes_after_days=20)
    old = cast.published(
        rubric=politics, tags=["Eau"], headline="La digue", at=local(2025, 12, 30, 23, 40)
    )
    cast.published(
        rubric=health,
        bylines=[awa, boubacar],
        tags=["Mopti"],
        related=[old.article],
        headline="Le vaccin",
        lead_photo=cast.photo(),
        at=local(2026, 11, 27, 9),
    )
    ferry = cast.published(
        rubric=society,
        bylines=[boubacar, awa],
        headline="Le bac",
        at=local(2026, 11, 29, 18),
        body=f'{cast.BODY}<aside data-article="{old.article_id}"></aside>',
    )
    for name in ("Oumar Dicko", "Kadia Traoré"):
        talk.said(ferry.article, talk.subscriber(name, days=800), f"{talk.TEXT} – {name}")
    return [cast.user("publication_director", name=name, is_superuser=True) for name in STAFF]


# --- Addresses -----------------------------------------------------------------------------------
def addresses():
    """Return every address that a reader could ask for: what is there, was there, or might be."""
    found = {"/", "/flux/", "/auteurs/", "/abonnement/", "/pages/ours/"}
    found |= {page.get_absolute_url() for page in Page.objects.all()}
    found |= set(Publication.objects.values_list("path", flat=True))
    found |= {
        f"/contributions/{number}/" for number in Article.objects.values_list("pk", flat=True)
    }
    days = _days(Publication.objects.all()) | {timezone.localdate()}
    for day in days | {day - DAY for day in days}:
        found |= {f"/{day:%Y}/", f"/{day:%Y/%m}/", f"/{day:%Y/%m/%d}/"}
    for address, publications in _lists():
        found.add(address)
        days = _days(publications)
        for day in days | {day - DAY for day in days}:
            found |= {f"{address}{day:%Y/%m}/", f"{address}{day:%Y/%m/%d}/"}
    return sorted(found)


def _lists():
    """Yield (address, what was ever in it) for each list that has an address."""
    everything = Publication.objects.all()
    for rubric in Rubric.objects.all():
        yield rubric.get_absolute_url(), everything.filter(Q(rubric=rubric) | Q(section=rubric))
    for author in Author.objects.with_page():
        yield author.get_absolute_url(), everything.filter(author_links__author=author)
    for tag in Tag.objects.all():
        yield tag.get_absolute_url(), everything.filter(tag_links__tag=tag)


def _days(publications):
    return {timezone.localdate(at) for at in publications.values_list("published_at", flat=True)}
