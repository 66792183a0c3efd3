"""The editor of the front page: an opening, ordered seconds, and what leads when nobody chose."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import front, publishing
from articles.genres import NEVER_LEADS
from articles.models import FrontPlacement
from tests import cast
from tests.articles.desk import copy

pytestmark = pytest.mark.django_db


def live(**fields):
    article = copy(**fields)
    publishing.publish(article=article, by=cast.publisher())
    return article


def lead():
    found = front.composed_front().lead
    return found and found.article


def seconds():
    return [found.article for found in front.composed_front().seconds]


def test_without_a_choice_the_newest_text_leads():
    live()
    newest = live()
    assert lead() == newest


@pytest.mark.parametrize("genre", sorted(NEVER_LEADS))
def test_what_is_light_or_paid_does_not_lead_by_itself(genre):
    news = live()
    live(genre=genre, bylines=[cast.author()])
    assert lead() == news


def test_an_empty_site_has_no_lead():
    assert front.composed_front() == front.Front(None, [])


def test_the_desk_s_choice_leads_even_when_it_is_older():
    chosen, newer = live(), live()
    front.place(article=chosen, slot="lead", by=cast.publisher())
    assert lead() == chosen
    assert newer not in seconds()


def test_a_new_lead_makes_the_old_one_the_first_second():
    old, second, new, by = live(), live(), live(), cast.publisher()
    front.place(article=old, slot="lead", by=by)
    front.place(article=second, slot="second", by=by)
    front.place(article=new, slot="lead", by=by)
    assert lead() == new
    assert seconds() == [old, second]


def test_seconds_keep_the_order_they_were_given():
    one, other, third, by = live(), live(), live(), cast.publisher()
    for article in (one, other, third):
        front.place(article=article, slot="second", by=by)
    front.move(article=third, by=by, step=-2)
    assert seconds() == [third, one, other]


def test_a_second_that_becomes_lead_stands_once():
    article, by = live(), cast.publisher()
    front.place(article=article, slot="second", by=by)
    front.place(article=article, slot="lead", by=by)
    assert lead() == article
    assert seconds() == []


def test_the_lead_made_second_leaves_the_opening_free():
    article, newer, by = live(), live(), cast.publisher()
    front.place(article=article, slot="lead", by=by)
    front.place(article=article, slot="second", by=by)
    assert lead() == newer
    assert seconds() == [article]


def test_a_placed_text_that_is_not_published_is_not_shown():
    draft, news = copy(), live()
    front.place(article=draft, slot="lead", by=cast.publisher())
    assert lead() == news


def test_a_withdrawn_lead_gives_way():
    news, gone, by = live(), live(), cast.publisher()
    front.place(article=gone, slot="lead", by=by)
    publishing.withdraw(article=gone, by=by, notice="Retiré.")
    assert lead() == news


def test_taking_a_text_off_leaves_the_others():
    one, other, by = live(), live(), cast.publisher()
    front.place(article=one, slot="second", by=by)
    front.place(article=other, slot="second", by=by)
    front.unplace(article=one, by=by)
    assert seconds() == [other]


@pytest.mark.parametrize("who", [cast.awa, cast.boubacar, cast.fanta])
def test_who_may_not_compose_the_front_page_changes_nothing(who):
    article, by = live(), who()
    with pytest.raises(PermissionDenied):
        front.place(article=article, slot="lead", by=by)
    front.place(article=article, slot="lead", by=cast.publisher())
    with pytest.raises(PermissionDenied):
        front.unplace(article=article, by=by)
    with pytest.raises(PermissionDenied):
        front.move(article=article, by=by, step=-1)
    assert FrontPlacement.objects.get().slot == "lead"


def test_the_front_takes_three_queries_however_much_is_published(django_assert_max_num_queries):
    for _ in range(6):
        live()
    with django_assert_max_num_queries(3):
        front.composed_front()


def test_moving_works_on_after_a_text_was_taken_off():
    one, other, third, by = live(), live(), live(), cast.publisher()
    for article in (one, other, third):
        front.place(article=article, slot="second", by=by)
    front.unplace(article=other, by=by)
    front.move(article=third, by=by, step=-1)
    assert seconds() == [third, one]


def test_a_withdrawn_text_loses_its_place_for_good():
    article, newer, by = live(), live(), cast.publisher()
    front.place(article=article, slot="lead", by=by)
    publishing.withdraw(article=article, by=by, notice="Retiré.")
    publishing.publish(article=article, by=by)
    assert not FrontPlacement.objects.exists()
    assert lead() == newer
