"""Pages without a count: they know the next and the previous, and no number breaks them."""

import pytest
from django.core.paginator import PageNotAnInteger

from newsroom.models import FormerSlug
from newsroom.pagination import LAST_PAGE, CountlessPaginator

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    FormerSlug.objects.bulk_create(
        FormerSlug(kind="test", slug=f"ligne-{number}", object_id=number) for number in range(7)
    )
    return FormerSlug.objects.filter(kind="test").order_by("object_id")


def numbers(page):
    return [row.object_id for row in page]


def test_a_page_holds_its_rows_and_knows_that_another_follows(rows):
    page = CountlessPaginator(rows, 3).page(2)
    assert numbers(page) == [3, 4, 5]
    assert page.has_next()
    assert page.has_previous()


def test_the_last_page_knows_that_it_is_the_last(rows):
    page = CountlessPaginator(rows, 3).page(3)
    assert numbers(page) == [6]
    assert not page.has_next()


def test_a_full_last_page_is_not_followed_by_an_empty_one(rows):
    assert not CountlessPaginator(rows, 7).page(1).has_next()


def test_one_query_reads_a_page(rows, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        page = CountlessPaginator(rows, 3).page(2)
        assert (page.has_next(), page.has_previous()) == (True, True)
    assert "COUNT" not in queries.captured_queries[0]["sql"]


@pytest.mark.parametrize("number", [0, -5])
def test_before_the_first_page_stands_the_first(rows, number):
    assert numbers(CountlessPaginator(rows, 3).page(number)) == [0, 1, 2]


def test_beyond_every_page_is_an_empty_one_that_no_database_refuses(rows):
    page = CountlessPaginator(rows, 3).page(10**30)
    assert (numbers(page), page.number, page.has_next()) == ([], LAST_PAGE, False)


def test_a_number_that_is_none_is_told_apart(rows):
    with pytest.raises(PageNotAnInteger):
        CountlessPaginator(rows, 3).page("deux")
