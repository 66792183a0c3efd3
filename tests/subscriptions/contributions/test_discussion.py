"""Pages of a discussion: the same few queries and few bytes, whatever it holds."""

import gzip

import pytest
from django.test import Client

from subscriptions.contributions import contributing, discussion
from subscriptions.contributions.discussion import CHOSEN, PAGE, REPLIES, REPLIES_PAGE
from subscriptions.models import Contribution
from tests import cast, readers, talk

pytestmark = pytest.mark.django_db

KB = 1024  # bytes


@pytest.fixture
def article():
    cast.paper()
    return talk.article()


def walk(number):
    """Return the contributions of all pages in order."""
    found, before = [], None
    while True:
        page = discussion.page(number, before=before)
        found += [*page.chosen, *page.rows]
        if page.next is None:
            return found
        before = page.next


def test_pages_hold_everything_once_newest_first(article):
    rows = talk.crowd(article, 2 * PAGE + 3)
    assert walk(article.pk) == rows[::-1]


def test_contributions_of_one_instant_are_neither_lost_nor_doubled(article):
    rows = talk.crowd(article, PAGE + 5)
    Contribution.objects.update(shown_at=rows[0].shown_at)
    assert walk(article.pk) == rows[::-1]


def test_what_the_newsroom_chose_comes_first_and_once(article):
    rows, djeneba = talk.crowd(article, PAGE + 5), cast.djeneba()
    for row in rows[: CHOSEN + 1]:
        contributing.choose(contribution=row, by=djeneba)
    first = discussion.page(article.pk)
    assert first.chosen == rows[CHOSEN:0:-1]
    found = walk(article.pk)
    assert len(found) == len(set(found)) == len(rows)


def test_a_page_goes_on_after_a_contribution_that_is_gone(article):
    rows = talk.crowd(article, PAGE + 2)
    last = discussion.page(article.pk).next
    Contribution.objects.filter(pk=last).update(state="withdrawn", is_listed=False)
    assert discussion.page(article.pk, before=last).rows == rows[1::-1]


def test_an_address_of_nothing_leads_nowhere(article):
    elsewhere = talk.said(talk.article())
    waiting = talk.write(article, talk.subscriber("Kadia Traoré"))
    for number in (10**17, elsewhere.pk, waiting.pk):
        assert discussion.page(article.pk, before=number) is None
        assert discussion.replies_page(article.pk, number) is None


def test_a_few_replies_stand_under_each_and_the_newsroom_first(article):
    rows = talk.crowd(article, 3, replies=REPLIES + 2)
    last = rows[2].replies.latest("pk")
    Contribution.objects.filter(pk=last.pk).update(voice="newsroom")
    for row in discussion.page(article.pk).rows:
        assert (len(row.first_replies), row.replies_count) == (REPLIES, REPLIES + 2)
    assert discussion.page(article.pk).rows[0].first_replies[0] == last


def test_all_replies_are_read_on_a_page_of_their_own_oldest_first(article):
    talk.crowd(article, 1, replies=REPLIES_PAGE + 3)
    parent = Contribution.objects.get(parent=None)
    first = discussion.replies_page(article.pk, parent.pk)
    rest = discussion.replies_page(article.pk, parent.pk, after=first.next)
    found = [*first.rows[0].first_replies, *rest.rows[0].first_replies]
    assert found == list(parent.replies.order_by("pk"))
    assert rest.next is None


def addresses(article, rows):
    base = f"/contributions/{article.pk}/"
    return [
        f"{base}{part}"
        for part in (
            "lire/",
            f"lire/avant/{rows[-PAGE].pk}/",
            f"lire/reponses/{rows[-1].pk}/",
            "fragment/",
        )
    ]


def asked(path, client):
    with readers.queries() as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_queries_do_not_grow_with_the_discussion():
    cast.paper()
    client = Client()
    client.force_login(talk.subscriber())
    few, many = talk.article(), talk.article()
    little = addresses(few, talk.crowd(few, PAGE + 1, replies=1, signs=50))
    much = addresses(many, talk.crowd(many, 2_000, replies=40, signs=50))
    asked(little[0], client)  # the menu is read, the reader known
    assert [asked(path, client) for path in little] == [asked(path, client) for path in much]


def test_the_first_page_of_5000_contributions_is_light(article):
    talk.space(is_open_to_read=True)
    talk.crowd(article, 4_000, replies=50, signs=1_000)
    client = Client()
    client.force_login(talk.subscriber())
    for reader, path in ((client, "lire/"), (client, "fragment/"), (Client(), "")):
        address = f"/contributions/{article.pk}/{path}"
        response = reader.get(address, headers={"accept-encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(response.content)) > 30 * KB
        assert len(response.content) < 30 * KB, address
