"""The counter: found in one go, paid in one press, nothing twice, nothing for strangers."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.models import JournalEntry, SentCode, User
from subscriptions.billing import ledger, payments
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.models import Attempt, Grant, LedgerEntry, PaymentEvent, Subscription
from tests import cast, readers
from tests.articles.admin_desk import desk, said
from tests.subscriptions import counter
from tests.subscriptions.counter import address, form_of

pytestmark = pytest.mark.django_db

HOME = "/redaction/subscriptions/subscription/"


@pytest.fixture
def office():
    """The clerk and her client."""
    return counter.clerk()


@pytest.fixture
def fanta(office):
    return office[0]


@pytest.fixture
def client(office):
    return office[1]


@pytest.fixture
def kadia():
    return cast.reader(phone="+22376123456")


# --- Finding and opening -------------------------------------------------------------------------
def test_the_only_reader_found_is_shown_at_once(client, kadia):
    response = client.get(HOME, {"q": "76 12 34 56"})
    assert response.headers["Location"] == address("reader", kadia.pk)


def test_several_are_listed_with_how_they_stand(client, kadia):
    cast.subscriber("Oumar Traoré")
    page = client.get(HOME, {"q": "traore"})
    assert [(row["user"].name, row["state"]) for row in page.context["readers"]] == [
        ("Kadia Traoré", "none"),
        ("Oumar Traoré", "open"),
    ]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("66 00 00 00", True), ("awa@example.org", True), ("Awa Diop", False), ("12", False)],
)
def test_an_account_is_offered_for_a_number_or_an_address_that_has_none(client, typed, offered):
    page = client.get(HOME, {"q": typed})
    assert page.context["can_open"] == offered
    if offered:
        assert page.context["form"]["contact"].value() == typed


def test_from_an_unknown_number_to_the_receipt_in_three_pages(client, fanta):
    plan = counter.month()
    opened = client.post(address("open"), {"contact": "76 12 34 56"})
    reader = User.objects.get(phone="+22376123456")
    assert opened.headers["Location"] == address("reader", reader.pk)
    paid = client.post(opened.url, form_of(client, opened.url, plan=plan.pk))
    entry = LedgerEntry.objects.get()
    assert paid.headers["Location"] == address("receipt", entry.number)
    page = client.get(paid.url)
    assert page.context["amount"] == "2\u202f500\u00a0FCFA"
    assert (entry.clerk, entry.user, entry.method) == (fanta, reader, "cash")
    assert Subscription.objects.get(user=reader).ends_at > timezone.now()


def test_what_is_no_number_comes_back_with_its_error(client):
    response = client.post(address("open"), {"contact": "76", "name": "Awa"})
    assert response.context["form"].errors.keys() == {"contact"}
    assert response.context["form"]["name"].value() == "Awa"


# --- Taking money --------------------------------------------------------------------------------
def test_the_same_press_twice_is_one_receipt(client, kadia):
    path = address("reader", kadia.pk)
    form = form_of(client, path, plan=counter.month().pk)
    places = {client.post(path, form).headers["Location"] for _press in range(2)}
    assert places == {address("receipt", 1)}
    assert LedgerEntry.objects.count() == Grant.objects.count() == 1


def test_a_press_without_a_plan_takes_nothing_and_says_so(client, kadia):
    counter.month()
    path = address("reader", kadia.pk)
    response = client.post(path, form_of(client, path, method="cheque", reference="41270"))
    assert response.context["form"].errors.keys() == {"plan"}
    assert response.context["form"]["reference"].value() == "41270"
    assert not LedgerEntry.objects.exists()


def test_a_cheque_without_its_number_is_asked_for_it(client, kadia):
    path = address("reader", kadia.pk)
    form = form_of(client, path, plan=counter.month().pk, method="cheque")
    assert client.post(path, form).context["form"].non_field_errors()
    assert not LedgerEntry.objects.exists()


def test_an_amount_of_the_browser_s_own_changes_nothing(client, kadia):
    path = address("reader", kadia.pk)
    client.post(path, form_of(client, path, plan=counter.month().pk) | {"amount": "1"})
    assert LedgerEntry.objects.get().amount == 2500


# --- What else is done ---------------------------------------------------------------------------
def test_days_are_given_with_a_reason_once(client, kadia):
    path = address("give", kadia.pk)
    form = form_of(client, path, days=3, reason="Panne de lundi.")
    for _press in range(2):
        assert client.post(path, form).headers["Location"] == address("reader", kadia.pk)
    assert Grant.objects.get().reason == "Panne de lundi."
    assert client.post(path, form_of(client, path, days=3)).context["form"].errors
    assert Grant.objects.count() == 1


def test_a_payment_is_reversed_after_a_page_that_asks_why(client, fanta, kadia):
    entry = counter.paid(kadia, fanta)
    path = address("reverse", entry.number)
    assert client.get(path).status_code == 200
    assert LedgerEntry.objects.count() == 1
    client.post(path, {"reason": "Erreur de nom."})
    assert LedgerEntry.objects.get(reverses=entry).reason == "Erreur de nom."
    assert client.post(path, {"reason": "Encore."}).context["form"].non_field_errors()
    assert LedgerEntry.objects.count() == 2
    assert client.get(address("reverse", 2)).status_code == 404


def test_given_days_are_taken_back_and_paid_ones_only_with_their_payment(client, fanta, kadia):
    counter.paid(kadia, fanta)
    path = address("give", kadia.pk)
    client.post(path, form_of(client, path, days=3, reason="Panne."))
    paid, given = Grant.objects.order_by("pk")
    assert client.get(address("take_back", paid.pk)).status_code == 404
    client.post(address("take_back", given.pk), {"reason": "Erreur."})
    assert Grant.objects.get(reverses=given)


def test_a_code_that_did_not_arrive_is_read_out_and_journalled(client, fanta, kadia):
    soon = timezone.now() + datetime.timedelta(minutes=10)
    SentCode.objects.create(to=kadia.phone, code="482913", expires_at=soon)
    path = address("code", kadia.pk)
    assert "482913" not in client.get(path).content.decode()
    assert not JournalEntry.objects.exists()
    assert "482913" in client.post(path).content.decode()
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.actor) == ("read_out_code", fanta)


def test_no_code_that_opens_the_newsroom_is_read_out(client):
    assert client.post(address("code", cast.djeneba().pk)).status_code == 403


# --- Attempts ------------------------------------------------------------------------------------
def test_every_attempt_is_told_with_what_was_heard_of_it(client, kadia):
    attempt = counter.paid_attempt(kadia, transaction_id="TCN4Y4ZC3FM")
    for outcome in ("asked", "known"):
        PaymentEvent.objects.create(method="wave", body=b"{}", attempt=attempt, outcome=outcome)
    (story,) = client.get(address("reader", kadia.pk)).context["tries"]
    assert "2\u202f500\u00a0FCFA" in story.line
    assert "Wave" in story.line
    assert any("TCN4Y4ZC3FM" in words for words in story.details)
    assert (story.can_check, story.can_refund, story.can_accept) == (False, True, False)
    assert story.alarm == ""


def test_two_paid_attempts_are_flagged(client, kadia):
    first, second = counter.paid_attempt(kadia), counter.paid_attempt(kadia)
    counter.attempt(kadia, state="failed")
    alarms = {
        story.attempt.pk: story.alarm
        for story in client.get(address("reader", kadia.pk)).context["tries"]
    }
    assert second.reference in alarms.pop(first.pk)
    assert first.reference in alarms.pop(second.pk)
    assert set(alarms.values()) == {""}


def test_a_press_asks_the_operator(client, kadia, monkeypatch):
    attempt = counter.attempt(kadia)
    asked = []

    def check(*, attempt):
        asked.append(attempt)
        return attempt

    monkeypatch.setattr(payments, "check", check)
    response = client.post(address("check", attempt.pk))
    assert response.headers["Location"] == address("reader", kadia.pk)
    assert asked == [attempt]
    assert client.get(address("check", attempt.pk)).status_code == 405


def test_an_operator_who_does_not_answer_is_said_to(client, kadia, monkeypatch):
    def check(*, attempt):
        raise GatewayError("Wave ne répond pas.")

    monkeypatch.setattr(payments, "check", check)
    response = client.post(address("check", counter.attempt(kadia).pk))
    assert "Wave ne répond pas." in said(client, response)


def test_a_mismatch_stands_on_the_first_page_until_it_is_settled(client, kadia):
    attempt = counter.attempt(kadia, state=Attempt.State.MISMATCH, explanation="2 000 reçus")
    assert [row for row, _line in client.get(HOME).context["to_look_at"]] == [attempt]
    path = address("accept", attempt.pk)
    form = form_of(client, path, amount=2000, days=24, reason="Vu avec elle.")
    client.post(path, form)
    assert LedgerEntry.objects.get().amount == 2000
    assert client.get(HOME).context["to_look_at"] == []


def test_who_paid_twice_stands_there_until_one_payment_went_back(client, fanta, kadia):
    counter.paid_attempt(kadia)
    second = counter.paid_attempt(kadia)
    JournalEntry.record(actor=None, verb="paid_twice", subject=second)  # as the payments do
    assert [row for row, _line in client.get(HOME).context["to_look_at"]] == [second]
    ledger.reverse(entry=second.entry, by=fanta, reason="Payé deux fois.")
    assert client.get(HOME).context["to_look_at"] == []


def test_a_refund_needs_a_reason_and_is_the_operator_s(client, kadia, monkeypatch):
    attempt = counter.paid_attempt(kadia)
    asked = []
    monkeypatch.setattr(payments, "refund", lambda **more: asked.append(more))
    path = address("refund", attempt.pk)
    assert client.post(path, {"reason": " "}).context["form"].errors
    assert asked == []
    client.post(path, {"reason": "Payé deux fois."})
    assert [more["reason"] for more in asked] == ["Payé deux fois."]


def test_every_form_carries_its_token(client, fanta, kadia):
    """A piece that is included without the page's context would have none."""
    counter.paid(kadia, fanta)
    attempt = counter.attempt(kadia)
    pages = [f"{HOME}?q=66+00+00+00", address("open"), address("reverse", 1)]
    pages += [address(name, kadia.pk) for name in ("reader", "give", "code")]
    pages += [address("accept", attempt.pk), counter.address("close", of="cashclosing")]
    pages += [counter.address("add", of="voucherbatch")]
    for path in pages:
        page = client.get(path).content.decode()
        forms = [form for form in page.split("<form")[1:] if 'method="post"' in form]
        assert len(forms) > 1, path  # another one signs out
        for form in forms:
            assert "csrfmiddlewaretoken" in form.partition("</form>")[0], path


# --- Not growing, not lost, not to strangers -----------------------------------------------------
def test_the_page_of_a_reader_asks_the_same_however_much_he_paid(client, fanta, kadia):
    counts = []
    for number in (1, 6):
        for _more in range(number):
            counter.paid(kadia, fanta)
            counter.paid_attempt(kadia)
        with readers.queries() as asked:
            assert client.get(address("reader", kadia.pk)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_form_that_came_too_late_takes_nothing_before_it_is_looked_at(kadia):
    person, client = counter.clerk()
    path = address("reader", kadia.pk)
    form = form_of(client, path, plan=counter.month().pk)
    late = Client()
    asked = late.post(path, form)
    assert asked.status_code == 403
    late.force_login(person)
    shown = late.post(path, {"_typed": asked.context["typed"]})
    assert shown.status_code == 200
    assert not LedgerEntry.objects.exists()
    assert shown.context["form"]["plan"].value() == str(form["plan"])


ROLES = ["moderator", "journalist", "editor_in_chief", "administrator", "publication_director"]


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_of_the_office_finds_none_of_its_pages(role, fanta, kadia):
    counter.paid(kadia, fanta)
    attempt, client = counter.attempt(kadia, state="mismatch"), desk(cast.user(role))
    pages = [address("changelist"), address("open"), address("check", attempt.pk)]
    pages += [address(name, kadia.pk) for name in ("reader", "give", "code")]
    pages += [address(name, attempt.pk) for name in ("refund", "accept")]
    pages += [address("reverse", 1), address("take_back", Grant.objects.get().pk)]
    for path in pages:
        assert client.get(path).status_code == 403, path
        form = {"plan": counter.month().pk, "reason": "Pour voir.", "contact": "66 00 00 00"}
        assert client.post(path, form).status_code == 403, path
    assert LedgerEntry.objects.count() == 1
    assert not User.objects.filter(phone="+22366000000").exists()


def test_a_reader_is_led_to_the_sign_in_page(kadia):
    assert desk(kadia).get(HOME).status_code == 302
    assert Client().get(address("reader", kadia.pk)).status_code == 302
