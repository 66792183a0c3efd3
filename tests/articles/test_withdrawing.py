"""Withdrawing a text."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from articles import publishing
from articles.models import (
    Publication,
    State,
)
from tests import cast
from tests.articles.desk import HOUR, MORNING, change, copy, state_of, visible

pytestmark = pytest.mark.django_db


def test_readers_no_longer_see_a_withdrawn_text():
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    publishing.withdraw(article=article, by=cheick, notice="Retiré : l’auteur s’est trompé.")
    assert not visible().exists()
    assert Publication.objects.get().withdrawal_notice == "Retiré : l’auteur s’est trompé."
    assert State.WITHDRAWN in state_of(article)


def test_a_text_withdraws_itself_at_the_time_given():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        publishing.withdraw(article=article, by=cheick, notice="Fini.", at=MORNING + HOUR)
        assert visible().exists()
    with time_machine.travel(MORNING + HOUR, tick=False):
        assert not visible().exists()


def test_changes_published_before_a_timed_withdrawal_end_with_it():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        publishing.withdraw(article=article, by=cheick, notice="Fini.", at=MORNING + 2 * HOUR)
    with time_machine.travel(MORNING + HOUR, tick=False):
        change(article, headline="Un autre titre")
        publishing.publish(article=article, by=cheick)
        assert visible().get().headline == "Un autre titre"
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert not visible().exists()


def test_withdrawing_drops_what_was_scheduled():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        change(article, headline="Un autre titre")
        publishing.schedule(article=article, by=cheick, at=MORNING + 2 * HOUR)
    with time_machine.travel(MORNING + HOUR, tick=False):
        publishing.withdraw(article=article, by=cheick, notice="Retiré.")
    with time_machine.travel(MORNING + 3 * HOUR, tick=False):
        assert not visible().exists()


def test_a_withdrawn_text_can_be_published_again_under_its_address():
    article, cheick = copy(), cast.cheick()
    first = publishing.publish(article=article, by=cheick)
    publishing.withdraw(article=article, by=cheick, notice="Retiré.")
    again = publishing.publish(article=article, by=cheick)
    assert (again.path, again.published_at) == (first.path, first.published_at)
    assert visible().get() == again


def test_a_reference_inside_another_text_goes_with_it(django_capture_on_commit_callbacks):
    target, cheick = copy(headline="La cible"), cast.cheick()
    publishing.publish(article=target, by=cheick)
    naming = copy(body=f'<p>Avant.</p><aside data-article="{target.pk}"></aside>')
    assert "La cible" in publishing.publish(article=naming, by=cheick).body
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(article=target, by=cheick, notice="Retiré.")
    assert "La cible" not in visible().get(article=naming).body


def test_a_notice_is_asked_for():
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    with pytest.raises(publishing.PublishingError):
        publishing.withdraw(article=article, by=cheick, notice=" ")
    assert visible().exists()


def test_a_journalist_withdraws_nothing():
    article = copy()
    publishing.publish(article=article, by=cast.cheick())
    with pytest.raises(PermissionDenied):
        publishing.withdraw(article=article, by=cast.boubacar(), notice="Non.")
    assert visible().exists()


def test_what_readers_do_not_see_cannot_be_withdrawn():
    with pytest.raises(publishing.PublishingError):
        publishing.withdraw(article=copy(), by=cast.cheick(), notice="Retiré.")


def test_a_timed_withdrawal_can_be_taken_back():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        publishing.withdraw(article=article, by=cheick, notice="Fini.", at=MORNING + HOUR)
        publishing.cancel_schedule(article=article, by=cheick)
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert visible().exists()


def test_taking_back_an_update_keeps_the_withdrawal_that_was_set_before():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
        publishing.withdraw(article=article, by=cheick, notice="Fini.", at=MORNING + 3 * HOUR)
        change(article, headline="Un autre titre")
        publishing.schedule(article=article, by=cheick, at=MORNING + HOUR)
        publishing.cancel_schedule(article=article, by=cheick)
    with time_machine.travel(MORNING + 2 * HOUR, tick=False):
        assert visible().exists()
    with time_machine.travel(MORNING + 3 * HOUR, tick=False):
        assert not visible().exists()
