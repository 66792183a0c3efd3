"""Scheduling a first publication or an update."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing
from articles.models import (
    Publication,
    State,
)
from tests import cast
from tests.articles.desk import HOUR, MORNING, change, copy, state_of, visible

pytestmark = pytest.mark.django_db


def test_a_scheduled_text_appears_by_itself():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.schedule(article=article, by=cheick, at=MORNING + HOUR)
        assert not visible().exists()
        assert state_of(article) == {State.SCHEDULED}
    with time_machine.travel(MORNING + HOUR, tick=False):
        assert visible().get().published_at == MORNING + HOUR
        assert state_of(article) == {State.PUBLISHED}


def test_a_later_save_does_not_change_what_was_scheduled():
    article, cheick = copy(headline="Le titre programmé"), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.schedule(article=article, by=cheick, at=MORNING + HOUR)
        change(article, headline="Un titre plus tardif")
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert visible().get().headline == "Le titre programmé"


def test_scheduling_again_replaces_the_first_choice():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.schedule(article=article, by=cheick, at=MORNING + HOUR)
        publishing.schedule(article=article, by=cheick, at=MORNING + 3 * HOUR)
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert not visible().exists()
    assert Publication.objects.count() == 1


def test_a_scheduled_update_takes_over_without_a_gap():
    article, cheick = copy(headline="Avant"), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
    change(article, headline="Après")
    with time_machine.travel(MORNING + HOUR, tick=False):
        publishing.schedule(article=article, by=cheick, at=MORNING + 2 * HOUR)
        assert visible().get().headline == "Avant"
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert visible().get().headline == "Après"
        assert visible().get().updated_at == MORNING + 2 * HOUR


def test_cancelling_an_update_leaves_what_readers_see():
    article, cheick = copy(headline="Avant"), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        change(article, headline="Après")
        publishing.schedule(article=article, by=cheick, at=MORNING + 2 * HOUR)
        publishing.cancel_schedule(article=article, by=cheick)
    with time_machine.travel(MORNING + 3 * HOUR, tick=False):
        assert visible().get().headline == "Avant"


def test_cancelling_a_first_publication_puts_the_text_back_on_the_desk():
    article, cheick = copy(), cast.cheick()
    publishing.schedule(article=article, by=cheick, at=timezone.now() + HOUR)
    publishing.cancel_schedule(article=article, by=cheick)
    article.refresh_from_db()
    assert article.first_published_at is None
    assert state_of(article) == {State.SUBMITTED}


def test_publishing_at_once_overtakes_what_was_scheduled():
    article, cheick = copy(), cast.cheick()
    publishing.schedule(article=article, by=cheick, at=timezone.now() + HOUR)
    publishing.publish(article=article, by=cheick)
    assert visible().get() == Publication.objects.get()


def test_the_past_is_no_time_to_schedule():
    with pytest.raises(publishing.PublishingError):
        publishing.schedule(article=copy(), by=cast.cheick(), at=timezone.now() - HOUR)


def test_a_rubric_editor_does_not_schedule():
    with pytest.raises(PermissionDenied):
        publishing.schedule(article=copy(), by=cast.user("rubric_editor"), at=timezone.now() + HOUR)


def test_nothing_scheduled_is_nothing_to_cancel():
    with pytest.raises(publishing.PublishingError):
        publishing.cancel_schedule(article=copy(), by=cast.cheick())
