"""One code from eight telephones at the same moment; receipts that leave no number out."""

import uuid

import pytest
from django.db import transaction

from newsroom.models import User
from subscriptions import subscribing
from subscriptions.billing import ledger, office, vouchers
from subscriptions.models import Counter, Grant, LedgerEntry, Plan, Voucher
from tests import cast
from tests.subscriptions.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def on_sale(count=1):
    fanta = cast.fanta()
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)
    batch, codes = vouchers.create_batch(plan=plan, count=count, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    return codes


def test_the_same_code_from_eight_readers_gives_its_days_to_one():
    (code,) = on_sale()
    readers = [cast.reader(f"Lecteur {number}") for number in range(8)]
    calls = [lambda user=user: vouchers.redeem(user=user, code=code) for user in readers]
    results = at_once(*calls, refusal=vouchers.AlreadyUsed)
    assert sum(isinstance(result, Grant) for result in results) == 1
    assert Grant.objects.count() == LedgerEntry.objects.count() == 1
    assert Voucher.objects.get().redeemed_by == Grant.objects.get().subscription.user


def test_the_same_code_for_eight_numbers_opens_one_account():
    (code,) = on_sale()
    before = User.objects.count()
    calls = [
        lambda number=number: vouchers.redeem_for(
            phone=f"+2237612345{number}", code=code, address=f"192.0.2.{number}"
        )
        for number in range(8)
    ]
    at_once(*calls, refusal=vouchers.AlreadyUsed)
    assert User.objects.count() == before + 1
    assert Grant.objects.count() == 1


def test_eight_codes_for_the_same_new_number_make_one_account_and_add_up():
    codes = on_sale(8)
    before = User.objects.count()
    calls = [
        lambda code=code: vouchers.redeem_for(phone="+22376123456", code=code, address="192.0.2.7")
        for code in codes[:4]
    ]
    at_once(*calls)
    assert User.objects.count() == before + 1
    assert Grant.objects.count() == 4
    subscription = User.objects.get(phone="+22376123456").subscription
    assert (subscription.ends_at - subscription.starts_at).days == 120


def test_the_form_of_a_batch_pressed_twice_at_once_makes_one():
    fanta, key = cast.fanta(), uuid.uuid4()
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)

    def make():
        return vouchers.create_batch(plan=plan, count=2, kiosk="Kayes", by=fanta, key=key)

    at_once(make, make, refusal=vouchers.AlreadyMade)
    assert Voucher.objects.count() == 2


def test_the_form_of_a_payment_pressed_twice_at_once_is_one_receipt():
    fanta, kadia, key = cast.fanta(), cast.reader(), uuid.uuid4()
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)

    def pay():
        return office.take_payment(user=kadia, plan=plan, method="cash", by=fanta, key=key)

    assert len(set(at_once(*[pay] * 4))) == 1
    assert LedgerEntry.objects.count() == Grant.objects.count() == 1


def test_receipts_are_numbered_without_a_gap_whoever_fails_meanwhile():
    readers = [cast.reader(f"Lecteur {number}") for number in range(8)]

    class Broken(Exception):
        pass

    def pay(user, *, fails):
        with transaction.atomic():
            subscribing.held(user)
            ledger.record(user=user, method="cash", amount=100, label="Un jour")
            if fails:
                raise Broken

    calls = [
        lambda user=user, fails=number % 2: pay(user, fails=fails)
        for number, user in enumerate(readers)
    ]
    at_once(*calls, refusal=Broken)
    numbers = sorted(LedgerEntry.objects.values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4]
    assert Counter.objects.get(name="receipts").last == 4
