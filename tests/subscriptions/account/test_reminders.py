"""A subscriber is reminded once that his access is about to end."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from subscriptions import subscribing
from subscriptions.models import ContributionSpace, Grant, Notice
from subscriptions.reminders import remind
from tests import cast

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_he_is_reminded_some_days_before_the_end_and_once():
    cast.subscriber(days=10)
    now = timezone.now()
    assert remind(now) == 0
    assert remind(now + 7.5 * DAY) == 1
    assert remind(now + 8 * DAY) == 0
    notice = Notice.objects.get()
    assert notice.kind == Notice.Kind.REMINDER
    assert notice.link == reverse("subscriptions:subscribe")


def test_the_paper_says_how_many_days_before():
    ContributionSpace.objects.create(pk=1, reminder_days=8)
    cast.subscriber(days=7)
    assert remind() == 1


def test_a_paper_may_remind_nobody():
    ContributionSpace.objects.create(pk=1, reminder_days=0)
    cast.subscriber(days=1)
    assert remind() == 0


def test_whoever_has_renewed_is_reminded_of_the_new_end_alone():
    person = cast.subscriber(days=2)
    assert remind() == 1
    subscribing.grant(user=person, days=30, kind=Grant.Kind.OFFICE)
    assert remind() == 0
    assert remind(timezone.now() + 30 * DAY) == 1
    assert Notice.objects.count() == 2


def test_a_day_pass_is_not_reminded_of_as_it_is_bought():
    person = cast.reader()
    subscribing.grant(user=person, days=1, kind=Grant.Kind.PAYMENT)
    now = timezone.now()
    assert remind(now) == 0
    assert remind(now + 0.7 * DAY) == 1


def test_days_taken_back_do_not_count():
    person = cast.subscriber(days=2)
    given = subscribing.grant(user=person, days=1, kind=Grant.Kind.OFFICE)
    subscribing.reverse(grant=given, by=cast.fanta(), reason="Erreur")
    assert remind() == 1


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
def test_a_closed_account_and_the_staff_are_left_alone(fields):
    person = cast.subscriber(days=2)
    type(person).objects.filter(pk=person.pk).update(**fields)
    assert remind() == 0


def test_an_end_that_has_passed_is_no_reminder():
    cast.subscriber(days=-1)
    assert remind() == 0


def test_many_are_reminded_in_batches(monkeypatch):
    monkeypatch.setattr("subscriptions.reminders.BATCH", 2)
    for number in range(3):
        cast.subscriber(f"Lecteur {number}", days=2)
    assert (remind(), remind(), remind()) == (2, 1, 0)
    assert Notice.objects.values("user").distinct().count() == 3
