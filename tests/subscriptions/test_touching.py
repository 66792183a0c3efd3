"""What everybody sees of contributions is drawn anew when an act changes it, and only then."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from newsroom.models import Change
from subscriptions.contributions import contributing
from subscriptions.models import Contribution
from subscriptions.moderation import judging
from tests import cast, talk
from tests.subscriptions import public_acts as acts
from tests.subscriptions.at_once import at_once
from tests.subscriptions.kept import Copies, draw_within_the_test, without_database, writes_of

pytestmark = pytest.mark.django_db

OFFER = "/abonnement/"


@pytest.fixture
def copies(tmp_path, monkeypatch):
    cast.paper()
    draw_within_the_test(monkeypatch)
    return Copies(tmp_path)


@pytest.fixture
def article():
    cast.paper()
    return talk.article()


def at(article):
    return reverse("subscriptions:contributions", args=[article.pk])


def key_of(article):
    return f"discussion:{article.pk}"


def check_is_drawn_anew(copies, article, act, *, gone):
    before, other = copies.look(at(article)), copies.look(OFFER)
    (change,) = copies.after(act)
    assert (change.keys, change.gone) == ([key_of(article)], gone)
    assert not copies.is_current(at(article))
    assert copies.is_gone(at(article)) == bool(gone)
    assert copies.look(at(article)) == copies.fresh(at(article)) != before
    assert copies.is_current(OFFER)
    assert copies.look(OFFER) == other


@pytest.mark.parametrize("ready", acts.SHOWING)
def test_what_is_shown_is_drawn_anew(copies, article, ready):
    talk.space(is_open_to_read=True)
    check_is_drawn_anew(copies, article, ready(article), gone=[])


@pytest.mark.parametrize("ready", acts.EXTRACTS)
def test_the_extract_is_drawn_anew_where_reading_is_reserved(copies, article, ready):
    check_is_drawn_anew(copies, article, ready(article), gone=[])


@pytest.mark.parametrize("ready", acts.TAKING_AWAY)
def test_what_is_taken_away_is_in_no_old_copy_either(copies, article, ready):
    talk.space(is_open_to_read=True)
    check_is_drawn_anew(copies, article, ready(article), gone=[key_of(article)])


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "reserved"])
@pytest.mark.parametrize("ready", acts.UNNOTICED)
def test_what_readers_do_not_notice_is_not_noted(copies, article, ready, is_open):
    talk.space(is_open_to_read=is_open)
    act = ready(article)
    before = copies.look(at(article))
    assert copies.after(act) == []
    assert copies.is_current(at(article))
    assert copies.fresh(at(article)) == before


@pytest.mark.parametrize("ready", [*acts.SHOWING, *acts.EXTRACTS, *acts.TAKING_AWAY])
def test_it_is_the_last_thing_written_and_locks_nothing_after(article, ready):
    talk.space(is_open_to_read=True)
    act = ready(article)
    *_others, noted = writes_of(act)
    assert re.match(r'INSERT INTO "newsroom_change"', noted)


def test_an_act_that_fails_notes_nothing(copies, article):
    first, awa = acts.said(article), talk.subscriber("Awa Sow")
    with pytest.raises(contributing.PermissionDenied):
        copies.after(lambda: contributing.withdraw(contribution=first, user=awa))
    assert not Change.objects.filter(keys=[key_of(article)], gone=[key_of(article)]).exists()


# --- The database is away ------------------------------------------------------------------------
@pytest.mark.parametrize("ready", acts.TAKING_AWAY)
def test_what_is_taken_away_is_not_shown_while_the_database_is_away(copies, article, ready):
    talk.space(is_open_to_read=True)
    act = ready(article)
    assert acts.WORDS in copies.look(at(article)) or acts.OTHER in copies.look(at(article))
    copies.after(act)
    with without_database():
        page = copies.keeper.page(at(article))
    assert page.status == 503
    assert acts.WORDS not in page.plain.decode()


def test_what_is_only_chosen_is_shown_as_it_was_while_the_database_is_away(copies, article):
    talk.space(is_open_to_read=True)
    act = acts.chosen(article)
    before = copies.look(at(article))
    copies.after(act)
    with without_database():
        assert copies.look(at(article)) == before


def test_an_extract_that_is_one_no_more_goes_with_its_contribution(copies, article):
    """It stands in a copy that nobody has asked for since, and that was not drawn anew."""
    first, other, djeneba = acts.said(article), acts.said(article, "Awa Sow"), cast.djeneba()
    contributing.set_extract(article=article, contribution=first, by=djeneba)
    assert "Oumar Dicko" in copies.look(at(article))
    contributing.set_extract(article=article, contribution=other, by=djeneba)
    copies.after(lambda: contributing.withdraw(contribution=first, user=first.writer))
    assert copies.is_gone(at(article))


def test_with_a_withdrawn_article_go_its_contributions(copies, article):
    talk.space(is_open_to_read=True)
    acts.said(article)
    copies.look(at(article))
    by = cast.publisher()
    copies.after(lambda: publishing.withdraw(article=article, by=by, notice="Retiré."))
    assert copies.is_gone(at(article))
    assert copies.keeper.page(at(article)).status == 410


# --- By the clock --------------------------------------------------------------------------------
def test_the_page_closes_by_its_age_without_anybody_acting(copies, article, time_machine):
    talk.space(closes_after_days=1)
    before = copies.look(at(article))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=1), tick=False)
    assert copies.look(at(article)) == copies.fresh(at(article)) != before


def test_one_that_is_closed_by_its_number_says_after_its_days_that_it_is_too_old(
    copies, article, time_machine
):
    talk.space(closes_after_days=1, closes_at_number=1)
    acts.said(article)
    before = copies.look(at(article))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=1), tick=False)
    assert copies.look(at(article)) == copies.fresh(at(article)) != before


# --- At once -------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_do_not_wait_for_each_other_for_ever():
    """Each takes the locks of its own rows first and that of the changes last."""
    cast.paper()
    talk.space(is_open_to_read=True)
    one, other = talk.article(), talk.article()
    ready = [acts.approved_and_chosen, acts.refused_after_reports, acts.account_deleted]
    ready += [acts.withdrawn, acts.answered, acts.approval_of_a_later_text_undone]
    made = [make(article) for make in ready for article in (one, other)]
    known = set(Change.objects.values_list("pk", flat=True))
    at_once(*made, refusal=judging.JudgingError)
    noted = Change.objects.exclude(pk__in=known)
    assert noted.filter(keys=[key_of(one)]).count() == len(ready)
    assert noted.filter(keys=[key_of(other)]).count() == len(ready)
    for article in (one, other):
        shown = Contribution.objects.filter(article=article, state="approved")
        assert article.discussion.shown_count == shown.count()
