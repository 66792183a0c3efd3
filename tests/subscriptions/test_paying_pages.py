"""The pages of a payment: they show where it stands to whoever made it, and give nothing."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from subscriptions.billing import ledger, payments
from subscriptions.fake_operator.models import Session
from subscriptions.models import Attempt, LedgerEntry, Plan, Subscription
from tests import cast, readers
from tests.subscriptions import till
from tests.subscriptions.till import attempt, deliver, granted, press, state_of, wire

__all__ = ["wire"]  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]

State = Attempt.State
SENTENCE = (
    "Paiement en attente de votre opérateur. Vous pouvez fermer cette page\u00a0: "
    "l’accès s’ouvrira de lui-même, ne payez pas une seconde fois."
)


@pytest.fixture(autouse=True)
def the_paper():
    return cast.paper()


@pytest.fixture
def kadia():
    return cast.reader()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def choose(plan, **query):
    return reverse("subscriptions:choose", args=[plan.pk], query=query or None)


def press_pay(user, plan, **more):
    typed = {"method": "wave", "amount": plan.price} | more
    return signed_in(user).post(choose(plan), typed)


# --- What it costs -------------------------------------------------------------------------------
def test_each_plan_can_be_chosen(kadia):
    bought, trial = till.plan(), till.plan(name="Essai", days=7, price=0, is_trial=True)
    page = readers.get("/abonnement/")
    assert {choose(bought), choose(trial)} <= set(page.addresses)
    assert reverse("subscriptions:voucher") in page.addresses


def test_who_comes_from_a_form_takes_his_way_back_along(kadia):
    bought = till.plan()
    plans = reverse("subscriptions:plans", query={"retour": "/contributions/3/ecrire/"})
    assert Client().get(plans)["Cache-Control"] == "private, no-store"
    assert choose(bought, retour="/contributions/3/ecrire/") in readers.get(plans).addresses


def test_the_page_for_everybody_is_the_same_whatever_an_old_link_asks_for(kadia):
    till.plan()
    linked = Client().get("/abonnement/", {"retour": "/contributions/3/ecrire/"})
    assert linked.content == Client().get("/abonnement/").content


@pytest.mark.parametrize(
    "path",
    ["//example.org/", "https://example.org/", "/\\example.org", "javascript:alert(1)", "\\", "x"],
)
def test_nobody_is_sent_to_another_site(kadia, path):
    press_pay(kadia, till.plan(), retour=path)
    assert Attempt.objects.get().back_to == ""


def test_a_way_back_that_is_too_long_is_forgotten(kadia):
    press_pay(kadia, till.plan(), retour="/" + "a" * 300)
    assert Attempt.objects.get().back_to == ""


# --- Choosing ------------------------------------------------------------------------------------
def test_whoever_is_not_signed_in_does_that_first():
    bought = till.plan()
    answer = Client().get(choose(bought, retour="/lire/3/"))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert Client().post(choose(bought), {"method": "wave"}).status_code in {302, 403}
    assert not Attempt.objects.exists()


def test_it_says_until_when_he_would_read(kadia):
    bought, oumar = till.plan(), cast.subscriber(days=10)
    for user, days in ((kadia, 30), (oumar, 40)):
        context = signed_in(user).get(choose(bought)).context
        wanted = timezone.now() + datetime.timedelta(days=days)
        assert abs(context["would_end"] - wanted) < datetime.timedelta(minutes=1)


def test_pressing_pay_starts_an_attempt_and_keeps_the_way_back(kadia):
    answer = press_pay(kadia, till.plan(), retour="/contributions/3/ecrire/")
    made = Attempt.objects.get()
    assert answer["Location"] == payments.address_of(made)
    assert (made.user, made.back_to) == (kadia, "/contributions/3/ecrire/")


def test_a_price_that_has_changed_meanwhile_is_looked_at_again(kadia):
    answer = press_pay(kadia, till.plan(), amount="2000")
    assert answer.status_code == 422
    assert not Attempt.objects.exists()


def test_while_one_waits_another_needs_a_second_press(kadia):
    bought = till.plan()
    waiting = attempt(kadia, bought)
    assert waiting.reference in signed_in(kadia).get(choose(bought)).text
    asked = press_pay(kadia, bought)
    assert asked.status_code == 422
    assert 'name="second"' in asked.text
    assert press_pay(kadia, bought, second="yes").status_code == 302
    assert Attempt.objects.count() == 2


def test_an_operator_that_is_down_is_told_and_other_ways_stay(kadia, wire):
    wire.is_cut = True
    answer = press_pay(kadia, till.plan())
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert reverse("subscriptions:voucher") in answer.text


def test_without_an_operator_the_other_ways_stay(kadia, settings):
    settings.WAVE_API_KEY = ""
    bought = till.plan()
    page = signed_in(kadia).get(choose(bought)).text
    assert "Wave" not in page
    assert reverse("subscriptions:voucher") in page
    assert press_pay(kadia, bought).status_code == 422


def test_an_archived_plan_is_not_there(kadia):
    bought = till.plan(is_offered=False)
    assert signed_in(kadia).get(choose(bought)).status_code == 404
    assert press_pay(kadia, bought).status_code == 404


def test_a_trial_opens_at_once_and_only_once(kadia):
    trial = till.plan(days=7, price=0, is_trial=True)
    answer = signed_in(kadia).post(choose(trial), {"retour": "/lire/3/"})
    opened = readers.get(answer["Location"], client=signed_in(kadia))
    assert "/lire/3/" in opened.addresses
    assert Subscription.objects.get().user == kadia
    assert signed_in(kadia).post(choose(trial)).status_code == 422


# --- Where it stands -----------------------------------------------------------------------------
def look(made, user=None):
    return signed_in(user or made.user).get(payments.address_of(made))


def test_before_he_leaves_the_page_leads_to_the_operator(kadia):
    made = payments.start(user=kadia, plan=till.plan(), method="wave")
    page = look(made)
    leave = reverse("subscriptions:leave", args=[made.reference])
    assert leave in page.text
    assert made.launch_url not in page.text
    assert signed_in(kadia).get(leave)["Location"] == made.launch_url
    assert state_of(made) == State.PENDING


def test_while_it_waits_the_page_says_so_and_loads_itself_again(kadia):
    page = look(attempt(kadia))
    assert SENTENCE in page.text
    assert page["Refresh"] == "10"
    assert page["Cache-Control"] == "private, no-store"
    assert "form-action 'self';" in page["Content-Security-Policy"]


def test_it_loads_itself_less_often_later_and_at_last_not_at_all(kadia):
    made = attempt(kadia)
    for minutes, seconds in ((6, "60"), (70, None)):
        with till.after(minutes=minutes):
            assert look(made).get("Refresh") == seconds


def test_looking_grants_nothing_by_itself(kadia):
    made = attempt(kadia)
    for query in ("", "?status=success", "?payment_status=succeeded"):
        signed_in(kadia).get(payments.address_of(made) + query)
    assert (state_of(made), granted()) == (State.PENDING, (0, 0))


def test_looking_asks_the_operator_but_not_without_end(kadia, wire):
    made = attempt(kadia)
    wire.calls.clear()
    for _time in range(10):
        look(made)
    assert len(wire.calls) == 6
    wire.is_cut = True
    assert look(made).status_code == 200


def test_coming_back_after_paying_shows_receipt_end_and_the_way_back(kadia):
    made = attempt(kadia, back_to="/contributions/3/ecrire/")
    press(made, "pay_silently")
    page = look(made)
    assert "Refresh" not in page
    text, entry = page.text, LedgerEntry.objects.get()
    assert reverse("subscriptions:receipt", args=[entry.number]) in text
    assert 'href="/contributions/3/ecrire/"' in text
    assert "2\u202f500\u00a0FCFA" in text
    ends_at = timezone.localtime(Subscription.objects.get().ends_at)
    assert f"{ends_at.day}\u00a0" in text or "1er" in text


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("refuse", State.FAILED),
        ("cancel", State.CANCELLED),
        ("expire", State.EXPIRED),
        ("pay_wrong_amount", State.MISMATCH),
    ],
)
def test_what_went_wrong_is_said_with_a_way_on(kadia, action, state):
    made = attempt(kadia, back_to="/lire/3/")
    press(made, action)
    page = look(made)
    assert state_of(made) == state
    assert "Refresh" not in page
    assert made.reference in page.text
    way_on = choose(made.plan, retour="/lire/3/") in page.text
    assert way_on is (state != State.MISMATCH)


def test_every_state_has_its_page(kadia):
    made = attempt(kadia)
    press(made, "pay")
    deliver()
    for state in State.values:
        Attempt.objects.update(state=state, check_after=None)
        assert look(made).status_code == 200, state


def test_nobody_sees_the_payment_of_somebody_else(kadia):
    made = attempt(kadia)
    leave = reverse("subscriptions:leave", args=[made.reference])
    for person in (cast.reader("Oumar Dicko"), cast.fanta(), cast.djeneba()):
        assert look(made, person).status_code == 404
        assert signed_in(person).get(leave).status_code == 404
    assert Client().get(payments.address_of(made)).status_code == 302


def test_a_payment_that_is_over_is_not_left_for_again(kadia):
    made = attempt(kadia)
    press(made, "expire")
    look(made)
    leave = reverse("subscriptions:leave", args=[made.reference])
    assert signed_in(kadia).get(leave)["Location"] == payments.address_of(made)


# --- The receipt ---------------------------------------------------------------------------------
def receipt(kadia):
    made = attempt(kadia)
    press(made, "pay")
    deliver()
    return LedgerEntry.objects.get()


def see(user, entry):
    return signed_in(user).get(reverse("subscriptions:receipt", args=[entry.number]))


def test_a_receipt_names_everything_in_figures_and_in_words(kadia, the_paper):
    entry = receipt(kadia)
    text = see(kadia, entry).text
    session = Session.objects.get()
    for words in (
        the_paper.title,
        "2\u202f500\u00a0FCFA",
        "Deux mille cinq cents francs CFA",
        "Kadia Traoré",
        "Un mois",
        "Wave",
        entry.attempt.reference,
        session.transaction_id,
    ):
        assert words in text


def test_a_receipt_that_was_reversed_says_so_and_so_does_its_reversal(kadia):
    entry, fanta = receipt(kadia), cast.fanta()
    row = ledger.reverse(entry=entry, by=fanta, reason="Erreur de formule")
    assert 'class="stamp"' in see(kadia, entry).text
    text = see(kadia, row).text
    assert 'class="stamp"' in text
    assert "Moins deux mille cinq cents francs CFA" in text


def test_a_receipt_is_for_its_payer_alone_and_the_office_sees_it_at_the_desk(kadia):
    entry = receipt(kadia)
    for person in (cast.reader("Oumar Dicko"), cast.djeneba(), cast.ibrahim(), cast.fanta()):
        assert see(person, entry).status_code == 404
    address = reverse("subscriptions:receipt", args=[entry.number])
    assert Client().get(address).status_code == 302
    assert see(kadia, LedgerEntry(number=999)).status_code == 404


def test_the_list_of_plans_asks_no_more_with_more_plans():
    def asked():
        return len(readers.cold_queries("/abonnement/"))

    till.plan()
    few = asked()
    for number in range(10):
        Plan.objects.create(name=f"Formule {number}", days=30, price=100)
    assert asked() == few
