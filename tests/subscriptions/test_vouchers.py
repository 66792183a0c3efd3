"""Vouchers: made for a kiosk, used once, whoever tries whatever in which order."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from newsroom.models import JournalEntry, User
from subscriptions import subscribing
from subscriptions.billing import voucher_codes, vouchers
from subscriptions.billing.vouchers import VoucherError
from subscriptions.models import Grant, LedgerEntry, Notice, Plan, Subscription, Voucher
from tests import cast

pytestmark = pytest.mark.django_db

NUMBER = "+22376123456"


@pytest.fixture
def fanta():
    return cast.fanta()


@pytest.fixture
def month():
    return Plan.objects.create(name="Un mois", days=30, price=2500)


@pytest.fixture
def printed(fanta, month):
    """A batch of three that the kiosk has, and its codes."""
    batch, codes = vouchers.create_batch(plan=month, count=3, kiosk="Badalabougou", by=fanta)
    return vouchers.activate(batch=batch, by=fanta), codes


def refused(error, **asked):
    with pytest.raises(error) as refusal:
        vouchers.redeem(**asked)
    assert str(refusal.value)
    return str(refusal.value)


# --- Making them ---------------------------------------------------------------------------------
def test_a_batch_has_its_serials_and_keeps_no_code(fanta, month):
    first, _codes = vouchers.create_batch(plan=month, count=2, kiosk="Le port", by=fanta)
    batch, codes = vouchers.create_batch(plan=month, count=3, kiosk=" Kayes ", by=fanta)
    assert (batch.kiosk, batch.value, batch.days, batch.label) == ("Kayes", 2500, 30, "Un mois")
    assert [row.serial for row in batch.vouchers.all()] == [3, 4, 5]
    hashes = [voucher_codes.digest(code) for code in codes]
    assert [row.code_hash for row in batch.vouchers.all()] == hashes
    kept = {str(value) for row in Voucher.objects.values_list() for value in row}
    assert kept.isdisjoint(codes)
    assert first.vouchers.count() == 2


def test_the_journal_tells_who_made_sold_and_cancelled_them(fanta, printed):
    vouchers.cancel(batch=printed[0], by=fanta, reason="Volés dans la nuit.")
    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", "detail"))
    assert [verb for verb, _detail in verbs] == [
        "make_vouchers",
        "activate_vouchers",
        "cancel_vouchers",
    ]
    assert verbs[-1][1] == {"note": "Volés dans la nuit."}


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 0},
        {"count": 501},
        {"kiosk": "  "},
        {"valid_until": datetime.date(2020, 1, 1)},
    ],
)
def test_a_batch_that_makes_no_sense_is_refused_and_makes_no_voucher(fanta, month, wrong):
    asked = {"plan": month, "count": 1, "kiosk": "Kayes", "by": fanta} | wrong
    with pytest.raises(VoucherError):
        vouchers.create_batch(**asked)
    assert not Voucher.objects.exists()


@pytest.mark.parametrize(
    "plan",
    [
        {"name": "Essai", "price": 0, "is_trial": True},
        {"name": "Ancien", "price": 100, "is_offered": False},
    ],
)
def test_no_vouchers_are_made_of_a_trial_or_of_an_archived_plan(fanta, plan):
    plan = Plan.objects.create(days=7, **plan)
    with pytest.raises(VoucherError):
        vouchers.create_batch(plan=plan, count=1, kiosk="Kayes", by=fanta)


@pytest.mark.parametrize("role", ["moderator", "journalist", "publication_director", None])
def test_whoever_is_not_of_the_office_makes_sells_and_cancels_none(role, month, printed):
    person = cast.user(role)
    for verb in (
        lambda: vouchers.create_batch(plan=month, count=1, kiosk="Kayes", by=person),
        lambda: vouchers.activate(batch=printed[0], by=person),
        lambda: vouchers.cancel(batch=printed[0], by=person, reason="Pour voir."),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_batch_is_put_on_sale_once_and_never_after_it_was_cancelled(fanta, printed):
    batch = printed[0]
    with pytest.raises(VoucherError):
        vouchers.activate(batch=batch, by=fanta)
    with pytest.raises(VoucherError):
        vouchers.cancel(batch=batch, by=fanta, reason=" ")
    vouchers.cancel(batch=batch, by=fanta, reason="Perdus.")
    with pytest.raises(VoucherError):
        vouchers.cancel(batch=batch, by=fanta, reason="Perdus.")
    with pytest.raises(VoucherError):
        vouchers.activate(batch=batch, by=fanta)


# --- Using them ----------------------------------------------------------------------------------
def test_a_voucher_gives_its_days_and_a_receipt_of_its_value(printed):
    kadia = cast.reader(phone=NUMBER)
    given = vouchers.redeem(user=kadia, code=voucher_codes.printed(printed[1][0]).lower())
    entry = LedgerEntry.objects.get()
    assert (given.kind, given.days, given.entry) == (Grant.Kind.VOUCHER, 30, entry)
    assert (entry.method, entry.amount, entry.user, entry.label) == (
        "voucher",
        2500,
        kadia,
        "Un mois",
    )
    assert (entry.voucher.redeemed_by, entry.clerk) == (kadia, None)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (kadia, "receipt")
    assert str(entry.number) in notice.link


def test_its_days_are_added_to_the_end_of_a_subscription(printed):
    oumar = cast.subscriber(days=10)
    before = Subscription.objects.get(user=oumar).ends_at
    vouchers.redeem(user=oumar, code=printed[1][0])
    assert Subscription.objects.get(user=oumar).ends_at - before == datetime.timedelta(days=30)


def test_a_later_price_of_the_plan_changes_no_voucher(printed, month):
    Plan.objects.filter(pk=month.pk).update(price=9000, days=1, is_offered=False)
    assert vouchers.redeem(user=cast.reader(), code=printed[1][0]).days == 30


def test_a_mistyped_code_is_told_from_a_wrong_one(printed):
    kadia, code = cast.reader(), printed[1][0]
    slip = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert refused(vouchers.Mistyped, user=kadia, code=slip) != refused(
        vouchers.Unknown, user=kadia, code=voucher_codes.new_code()
    )


def test_a_used_one_says_whether_it_was_by_the_same_reader(printed):
    kadia, oumar = cast.reader(), cast.reader("Oumar Dicko")
    vouchers.redeem(user=kadia, code=printed[1][0])
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        own = refused(vouchers.AlreadyUsed, user=kadia, code=printed[1][0])
    other = refused(vouchers.AlreadyUsed, user=oumar, code=printed[1][0])
    assert own != other
    assert Grant.objects.count() == LedgerEntry.objects.count() == 1


def test_pressing_again_on_a_bad_line_is_the_same_grant(printed):
    kadia, code = cast.reader(phone=NUMBER), printed[1][0]
    first = vouchers.redeem(user=kadia, code=code)
    assert vouchers.redeem(user=kadia, code=code) == first
    assert vouchers.redeem_for(phone=NUMBER, code=code, address="192.0.2.7") == first
    assert Grant.objects.count() == LedgerEntry.objects.count() == Notice.objects.count() == 1


def test_none_is_used_before_its_sale_after_its_date_or_once_cancelled(fanta, month):
    kadia, tomorrow = cast.reader(), timezone.localdate() + datetime.timedelta(days=1)
    batch, codes = vouchers.create_batch(
        plan=month, count=3, kiosk="Kayes", by=fanta, valid_until=tomorrow
    )
    refused(vouchers.NotOnSale, user=kadia, code=codes[0])
    vouchers.activate(batch=batch, by=fanta)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        vouchers.redeem(user=kadia, code=codes[0])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        refused(vouchers.PastDate, user=kadia, code=codes[1])
    vouchers.cancel(batch=batch, by=fanta, reason="Perdus.")
    refused(vouchers.Cancelled, user=kadia, code=codes[2])
    refused(vouchers.AlreadyUsed, user=cast.reader("Oumar Dicko"), code=codes[0])
    assert Grant.objects.count() == 1


def test_an_end_is_what_the_grants_fold_to(printed):
    kadia = cast.reader()
    for code in printed[1]:
        vouchers.redeem(user=kadia, code=code)
    subscription = Subscription.objects.get(user=kadia)
    assert subscription.ends_at == subscribing.fold(subscription.grants.all())[1]
    assert subscription.ends_at - subscription.starts_at == datetime.timedelta(days=90)


# --- Trying again and again ----------------------------------------------------------------------
def test_after_five_wrong_codes_not_even_a_right_one_is_taken_for_an_hour(printed):
    kadia = cast.reader()
    for _try in range(5):
        refused(vouchers.Unknown, user=kadia, code=voucher_codes.new_code())
    refused(vouchers.TooManyTries, user=kadia, code=printed[1][0])
    assert not Grant.objects.exists()
    vouchers.redeem(user=cast.reader("Oumar Dicko"), code=printed[1][0])


def test_somebody_with_many_accounts_or_none_is_counted_by_his_address(printed):
    for number in range(20):
        with pytest.raises(vouchers.Unknown):
            vouchers.redeem_for(
                phone=f"+223761234{number:02}", code=voucher_codes.new_code(), address="192.0.2.7"
            )
    refused(vouchers.TooManyTries, user=cast.reader(), code=printed[1][0], address="192.0.2.7")
    vouchers.redeem(user=cast.reader(), code=printed[1][0], address="192.0.2.8")


def test_slips_of_the_finger_are_forgiven_longer(printed):
    kadia, code = cast.reader(), printed[1][0]
    for _try in range(29):
        refused(vouchers.Mistyped, user=kadia, code=code[:-1])
    vouchers.redeem(user=kadia, code=code)
    refused(vouchers.Mistyped, user=kadia, code=code[:-1])
    refused(vouchers.TooManyTries, user=kadia, code=code[:-1])


def test_a_family_may_use_many_good_vouchers_in_an_hour(fanta, month):
    batch, codes = vouchers.create_batch(plan=month, count=12, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    kadia = cast.reader()
    for code in codes:
        vouchers.redeem(user=kadia, code=code, address="192.0.2.7")
    assert LedgerEntry.objects.count() == 12


# --- Without an account --------------------------------------------------------------------------
def test_a_number_is_enough_and_confirms_nothing(printed):
    given = vouchers.redeem_for(phone=NUMBER, code=printed[1][0], address="192.0.2.7")
    user = User.objects.get(phone=NUMBER)
    assert given.subscription.user == user
    assert user.phone_confirmed_at is None
    assert not user.has_usable_password()


def test_the_account_that_a_number_has_gets_the_days(printed):
    oumar = cast.subscriber(phone=NUMBER)
    given = vouchers.redeem_for(phone=NUMBER, code=printed[1][0], address="192.0.2.7")
    assert given.subscription.user == oumar


def test_a_refused_voucher_opens_no_account(printed):
    vouchers.redeem(user=cast.reader(), code=printed[1][0])
    count = User.objects.count()
    for code in (printed[1][0], voucher_codes.new_code()):
        with pytest.raises(VoucherError):
            vouchers.redeem_for(email="x@example.org", code=code, address="192.0.2.7")
    assert User.objects.count() == count


def test_a_stranger_is_not_told_whose_voucher_it_was(printed):
    kadia = cast.reader(phone=NUMBER)
    vouchers.redeem(user=kadia, code=printed[1][0])
    told = set()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        for phone in (NUMBER, "+22376000000"):
            with pytest.raises(vouchers.AlreadyUsed) as refusal:
                vouchers.redeem_for(phone=phone, code=printed[1][0], address="192.0.2.7")
            told.add(str(refusal.value))
    assert len(told) == 1
