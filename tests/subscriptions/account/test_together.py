"""Two things at the same moment: two ticks, or an account deleted while something else happens."""

import uuid

import pytest
from django.core import mail
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

from newsroom.models import JournalEntry, User
from subscriptions import notices
from subscriptions.billing import vouchers
from subscriptions.contributions import contributing
from subscriptions.models import Contribution, Grant, LedgerEntry, Notice, Plan, Wording
from subscriptions.personal_data import deleting
from subscriptions.reminders import remind
from tests import cast, talk
from tests.subscriptions import till
from tests.subscriptions.at_once import at_once
from tests.subscriptions.till import wire  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_ticks_send_each_notice_once():
    for number in range(8):
        notices.notify(
            user=cast.reader(f"Lecteur {number}"), kind="account", subject="Bonjour", text="Texte"
        )
    assert sum(at_once(*[notices.deliver] * 3)) == 8
    assert len(mail.outbox) == 8
    assert len({message.to[0] for message in mail.outbox}) == 8


def test_two_ticks_remind_each_subscriber_once():
    for number in range(5):
        cast.subscriber(f"Lecteur {number}", days=2)
    assert sum(at_once(*[remind] * 3)) == 5
    assert Notice.objects.count() == 5


def delete(user):
    return lambda: deleting.delete_account(user=user, keeps_contributions=True)


def is_gone(user):
    return not User.objects.filter(pk=user.pk).exists()


def test_an_account_is_deleted_once():
    user = talk.subscriber()
    at_once(*[delete(user)] * 3)
    assert is_gone(user)
    assert JournalEntry.objects.filter(verb="delete_account").count() == 1


def test_what_is_written_while_the_account_goes_has_no_writer_or_is_not_there():
    article, user = talk.article(), talk.subscriber()
    refusals = (contributing.ContributingError, ObjectDoesNotExist, DatabaseError)
    write = lambda: talk.write(article, user, key=uuid.uuid4())  # noqa: E731
    at_once(delete(user), write, refusal=refusals)
    assert is_gone(user)
    assert not Contribution.objects.filter(writer__isnull=False).exists()
    assert not Wording.objects.exclude(text="").exists()


def test_a_voucher_used_while_the_account_goes_counts_in_the_accounts_or_not_at_all():
    user, fanta = cast.reader(), cast.fanta()
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)
    batch, (code,) = vouchers.create_batch(plan=plan, count=1, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    redeem = lambda: vouchers.redeem(user=user, code=code)  # noqa: E731
    at_once(
        delete(user), redeem, refusal=(vouchers.VoucherError, ObjectDoesNotExist, DatabaseError)
    )
    assert is_gone(user)
    assert not Grant.objects.exists()
    batch.vouchers.get()
    assert LedgerEntry.objects.count() == batch.vouchers.filter(redeemed_at__isnull=False).count()


@pytest.mark.usefixtures("wire")
def test_a_payment_that_succeeds_after_the_account_went_is_shown_to_the_office():
    user = cast.reader()
    made = till.attempt(user)
    delete(user)()
    till.press(made, "pay")
    till.deliver()
    made.refresh_from_db()
    assert (made.user, made.state) == (None, "mismatch")
    assert till.granted() == (0, 0)
