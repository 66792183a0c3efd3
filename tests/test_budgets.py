"""What a page may cost a reader on a bad line, and the database: bytes and queries, never times."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import front, reading
from newsroom.html import to_text
from tests import cast, long_reads, readers

pytestmark = pytest.mark.django_db

KB = 1024  # bytes
MOST_QUERIES = 5


def weight(path):
    """Return the bytes of the page as kept pages travel."""
    response = Client().get(path)
    assert response.content.startswith(b"<!doctype html>")
    return len(gzip.compress(response.content, 9))


# What the newspaper chooses by itself are three « Lire aussi »; the desk may choose six.
@pytest.mark.parametrize(
    ("words", "related", "limit"),
    [(700, 3, 6.5 * KB), (700, 6, 6.75 * KB), (800, 6, 7 * KB), (1500, 6, 9 * KB)],
)
def test_an_article_with_everything_fits(words, related, limit):
    publication = long_reads.print_article(words, related=related)
    page = readers.get(publication.path)
    assert len(to_text(publication.body).split()) >= words
    assert len(page.headings_of(3)) == related + 1
    assert len(page.headings_of(4)) == long_reads.BY_THE_AUTHOR
    assert page.images
    assert page.meta["og:image"]
    assert weight(publication.path) <= limit


def test_an_article_is_readable_after_its_first_answer():
    html = readers.get(long_reads.print_article(200).path).html
    assert "stylesheet" not in html
    assert "<script src" not in html


def lists():
    """Return an address of each kind of page that lists articles."""
    today = timezone.localdate()
    return [
        "/",
        "/flux/",
        "/auteurs/",
        f"/{today:%Y}/",
        f"/{today:%Y/%m}/",
        f"/{today:%Y/%m/%d}/",
        *(
            f"{subject}{period}"
            for subject in ("/rubriques/societe/", "/auteurs/awa-diop/", "/lieux/mopti/")
            for period in ("", f"{today:%Y/%m}/", f"{today:%Y/%m/%d}/")
        ),
        "/mots-cles/eau/",
    ]


def publish(count):
    society, by = cast.rubric("Société"), cast.djeneba()
    part = cast.rubric("Santé", parent=society)
    column = cast.rubric("Carnet", kind="column", owner=cast.author())
    made = []
    for number in range(count):
        rubric = (society, part, column, cast.rubric(f"Rubrique {number % 8}"))[number % 4]
        authors = [cast.author(), cast.author(f"Auteur {number}")]
        tags = ["Eau", cast.tag("Mopti", kind="place"), f"Sujet {number}"]
        made.append(cast.published(rubric=rubric, bylines=authors, tags=tags))
    front.place(article=made[0].article, slot="lead", by=by)
    for text in made[1:5]:
        front.place(article=text.article, slot="second", by=by)
    authors = [cast.author(f"Auteur {number}") for number in range(3)]
    related = [text.article for text in made[:6]]
    made.append(cast.published(bylines=[cast.author(), *authors], related=related, tags=["Eau"]))
    return made


def test_queries_are_few_and_do_not_grow_with_what_is_published():
    cast.paper()
    publication = publish(6)[-1]
    paths = [publication.path, *lists()]
    few = {path: readers.cold_queries(path) for path in paths}
    publish(34)
    many = {path: readers.cold_queries(path) for path in paths}
    assert {
        path: len(queries) for path, queries in many.items() if len(queries) > MOST_QUERIES
    } == {}
    assert {path: len(queries) for path, queries in few.items()} == {
        path: len(queries) for path, queries in many.items()
    }


def test_a_front_page_without_a_chosen_lead_asks_no_more():
    cast.paper()
    second = cast.published(lead_photo=cast.photo())
    assert len(readers.cold_queries("/")) <= MOST_QUERIES
    front.place(article=second.article, slot="second", by=cast.djeneba())
    cast.published(lead_photo=cast.photo())
    assert len(readers.cold_queries("/")) <= MOST_QUERIES


def test_no_list_counts_skips_or_sorts_out_doubles():
    cast.paper()
    paths = [publish(6)[-1].path, *lists()]
    for path in paths:
        for query in readers.cold_queries(path):
            for word in ("COUNT(", "OFFSET", "DISTINCT", "GROUP BY"):
                assert word not in query, f"{path}: {query}"


def test_a_kept_menu_saves_a_query():
    cast.paper()
    path = publish(2)[-1].path
    cold = readers.cold_queries(path)
    with readers.queries() as warm:
        readers.get(path)
    assert len(warm) == len(cold) - 1


def test_a_change_of_the_menu_reaches_every_process():
    cast.paper()
    readers.get("/")
    cast.rubric("Nouvelle rubrique")
    assert ("/rubriques/nouvelle-rubrique/", "Nouvelle rubrique") in readers.get("/").links


@pytest.mark.parametrize(
    ("listing", "index"),
    [
        (reading.everything(), "publication_newest"),
        (reading.Listing({"section": 1}), "publication_by_section"),
        (reading.Listing({"rubric": 1}), "publication_by_rubric"),
        (reading.by_author(1), "publication_by_author"),
        (reading.with_tag(1), "publication_by_tag"),
    ],
)
def test_a_list_is_read_along_its_index(listing, index):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # tables as small as these it reads whole and sorts
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            if listing.where:  # and along any index at the same cost
                cursor.execute("DROP INDEX publication_newest")
    plan = listing.rows()[: reading.NEWEST].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan  # SQLite sorts
    assert "Sort" not in plan  # PostgreSQL sorts
