import datetime

import pytest
from django.db import connection
from django.db.models import Value
from django.utils import timezone

from articles.models import Publication, Rubric
from newsroom.models import Newspaper
from newsroom.prepared import Prepared
from tests import cast

pytestmark = pytest.mark.django_db

NEWEST = Prepared(
    lambda rubric, now: (
        Publication.objects.visible(now).for_cards().filter(rubric=rubric).newest_first()
    ),
    "rubric",
    "now",
)


def test_a_prepared_query_finds_what_its_queryset_finds_with_any_values():
    society, health = cast.rubric("Société"), cast.rubric("Santé")
    first, second = cast.published(rubric=society), cast.published(rubric=society)
    other = cast.published(rubric=health)
    now = timezone.now()
    assert NEWEST.rows(rubric=society.pk, now=now) == [second, first]
    assert NEWEST.rows(rubric=health.pk, now=now) == [other]
    assert NEWEST.rows(rubric=health.pk, now=now - datetime.timedelta(days=900)) == []
    assert NEWEST.row(rubric=society.pk, now=now) == second
    assert NEWEST.row(rubric=0, now=now) is None


def test_rows_carry_dates_and_pictures_as_a_queryset_gives_them():
    photo = cast.photo()
    publication = cast.published(rubric=cast.rubric("Santé"), lead_photo=photo)
    row = NEWEST.row(rubric=publication.rubric_id, now=timezone.now())
    assert row.published_at == publication.published_at
    assert row.card_photo == publication.card_photo
    on_its_own_page = {"body", "is_reserved", "page", "revision_id", "search_text"}
    of_its_time = {"live_from", "live_until", "published_by_id", "withdrawal_notice"}
    assert row.get_deferred_fields() == on_its_own_page | of_its_time
    assert row.body == publication.body  # read when it is asked for


def test_a_row_can_be_changed_and_saved_as_any_other():
    cast.published(rubric=cast.rubric("Santé"))
    row = NEWEST.row(rubric=Rubric.objects.get(name="Santé").pk, now=timezone.now())
    row.teaser = "Autre chose"
    row.save()
    assert Publication.objects.get().teaser == "Autre chose"


@pytest.mark.postgresql
def test_it_is_planned_once_for_a_connection():
    for _again in range(3):
        NEWEST.rows(rubric=0, now=timezone.now())
    with connection.cursor() as cursor:
        planned = "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"
        cursor.execute(f"{planned} WHERE statement LIKE %s", ["%articles_publication%rubric_id%"])
        once, each_time = cursor.fetchone()
    assert once >= 3
    assert each_time == 0


def test_a_row_of_several_queries_joined_says_which_one_found_it():
    society, health = cast.rubric("Société"), cast.rubric("Santé")
    one, two = cast.published(rubric=society), cast.published(rubric=health)

    def build(first, second):
        parts = [
            Publication.objects.for_cards().filter(rubric=slot).annotate(turn=Value(turn))
            for turn, slot in enumerate((first, second))
        ]
        return parts[0].union(parts[1], all=True).order_by("turn")

    rows = Prepared(build, "first", "second").rows(first=health.pk, second=society.pk)
    assert [(row, row.turn) for row in rows] == [(two, 0), (one, 1)]


def test_a_query_that_looked_at_the_clock_is_refused():
    frozen = Prepared(lambda: Publication.objects.visible())
    with pytest.raises(ValueError, match="fixed for ever"):
        frozen.rows()


def test_a_date_is_no_more_allowed_than_a_moment():
    frozen = Prepared(lambda: Newspaper.objects.filter(known_edition_on=timezone.localdate()))
    with pytest.raises(ValueError, match="fixed for ever"):
        frozen.rows()
