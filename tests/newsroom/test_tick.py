"""`manage.py tick`: everything has its turn, whatever one of them meets."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom.management.commands import tick
from newsroom.models import LastTick

pytestmark = pytest.mark.django_db
DONE = []


def works():
    DONE.append("works")


def breaks():
    raise RuntimeError("the disk is full")


def stops():
    DONE.append("stops")
    if len(DONE) > 3:
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


def test_every_task_can_be_called_twice_on_an_empty_paper():
    call_command("tick")
    call_command("tick")
    assert all(callable(import_string(name)) for name in tick.TASKS)


def test_one_that_fails_stops_no_other_and_is_told(monkeypatch, caplog):
    monkeypatch.setattr(tick, "TASKS", [f"{__name__}.breaks", f"{__name__}.works"])
    with pytest.raises(CommandError, match="breaks"):
        call_command("tick")
    assert DONE == ["works"]
    assert "the disk is full" in caplog.text


def test_each_round_is_written_down_in_the_place_of_the_one_before(monkeypatch):
    monkeypatch.setattr(tick, "TASKS", [f"{__name__}.breaks", f"{__name__}.works"])
    before = timezone.now()
    with pytest.raises(CommandError):
        call_command("tick")
    first = LastTick.objects.get()
    assert before <= first.at <= timezone.now()
    assert 0 <= first.seconds < 60
    assert first.failed == [f"{__name__}.breaks"]
    monkeypatch.setattr(tick, "TASKS", [f"{__name__}.works"])
    call_command("tick")
    second = LastTick.objects.get()
    assert second.at > first.at
    assert second.failed == []


def test_what_was_done_is_done_also_when_it_cannot_be_written_down(monkeypatch, caplog):
    def away(**fields):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(tick, "TASKS", [f"{__name__}.works"])
    monkeypatch.setattr(LastTick.objects, "update_or_create", away)
    call_command("tick")
    assert DONE == ["works"]
    assert "could not be written down" in caplog.text


def test_it_goes_on_until_it_is_stopped(monkeypatch):
    monkeypatch.setattr(tick, "TASKS", [f"{__name__}.breaks", f"{__name__}.stops"])
    monkeypatch.setattr(tick.time, "sleep", lambda seconds: DONE.append(seconds))
    with pytest.raises(KeyboardInterrupt):
        call_command("tick", every=7)
    assert DONE == [7, "stops", 7, "stops"]


def test_it_does_not_run_without_a_pause():
    with pytest.raises(CommandError, match="second"):
        call_command("tick", every=0)


def test_sessions_that_are_over_are_forgotten():
    now = timezone.now()
    for key, days in (("a", -1), ("b", 1)):
        expires = now + datetime.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    call_command("tick")
    assert [session.session_key for session in Session.objects.all()] == ["b"]
