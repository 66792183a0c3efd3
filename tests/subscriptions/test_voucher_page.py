"""« J’ai un bon »: with an account or with a number alone, and nobody learns about anybody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import User
from subscriptions.billing import voucher_codes, vouchers
from subscriptions.models import Grant, LedgerEntry, Plan, Subscription
from tests import cast, readers

pytestmark = pytest.mark.django_db

PAGE, USED = "/abonnement/bon/", "/abonnement/bon/merci/"
BACK = "/contributions/12/ecrire/"


@pytest.fixture
def codes():
    cast.paper()
    fanta = cast.fanta()
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)
    batch, codes = vouchers.create_batch(plan=plan, count=3, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    return [voucher_codes.printed(code) for code in codes]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_addresses_have_their_names():
    assert (reverse("subscriptions:voucher"), reverse("subscriptions:voucher_used")) == (PAGE, USED)


def test_a_reader_who_is_signed_in_types_the_code_alone(codes):
    kadia = cast.reader()
    client = signed_in(kadia)
    assert "contact" not in client.get(PAGE).context["form"].fields
    response = client.post(PAGE, {"code": codes[0].lower(), "retour": BACK})
    assert response.headers["Location"] == USED
    page = readers.get(USED, client=client)
    entry = LedgerEntry.objects.get()
    assert str(entry.number) in page.text
    assert "2\u202f500\u00a0FCFA" in page.text
    assert page.response.context["end"]
    assert BACK in page.addresses


def test_a_number_in_any_spelling_is_enough_for_somebody_without_an_account(codes):
    client = Client()
    response = client.post(PAGE, {"code": codes[0], "contact": "76 12 34 56", "retour": BACK})
    assert response.headers["Location"] == USED
    user = User.objects.get(phone="+22376123456")
    assert Grant.objects.get().subscription.user == user
    page = readers.get(USED, client=client)
    assert "+223\u00a076\u00a012\u00a034\u00a056" in page.text
    assert page.response.context["end"] == ""
    assert "_auth_user_id" not in client.session


def test_an_address_is_as_good_as_a_number(codes):
    Client().post(PAGE, {"code": codes[0], "contact": " Kadia@Example.org "})
    assert Grant.objects.get().subscription.user.email == "kadia@example.org"


def test_a_stranger_sees_the_same_whether_the_number_has_an_account_or_not(codes):
    oumar = cast.subscriber(phone="+22376123456", days=300)
    before = Subscription.objects.get(user=oumar).ends_at
    told = []
    for code, contact in zip(codes, ("76 12 34 56", "76 12 34 57"), strict=False):
        client = Client()
        client.post(PAGE, {"code": code, "contact": contact})
        page = readers.get(USED, client=client)
        assert "_auth_user_id" not in client.session
        told.append(re.sub(r"[0-9]+", "", page.text))
    assert told[0] == told[1]
    assert (Subscription.objects.get(user=oumar).ends_at - before).days == 30


def test_what_was_typed_stays_beside_what_is_wrong_with_it(codes):
    client = Client()
    response = client.post(PAGE, {"code": codes[0][:-1], "contact": "76 12 34 56"})
    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {"code"}
    assert form["contact"].value() == "76 12 34 56"
    assert not User.objects.filter(phone="+22376123456").exists()


@pytest.mark.parametrize("contact", ["", "Kadia", "12", "@", "a@", "\0@example.org", "7" * 300])
def test_what_is_no_number_and_no_address_uses_no_voucher(codes, contact):
    response = Client().post(PAGE, {"code": codes[0], "contact": contact})
    assert response.context["form"].errors.keys() == {"contact"}
    assert not Grant.objects.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_a_second_press_leads_to_the_same_answer_and_adds_nothing(codes, is_known):
    client = signed_in(cast.reader()) if is_known else Client()
    form = {"code": codes[0], "contact": "76 12 34 56"}
    for _press in range(2):
        assert client.post(PAGE, form).headers["Location"] == USED
    assert Grant.objects.count() == LedgerEntry.objects.count() == 1
    assert client.get(USED).status_code == 200


def test_nobody_keeps_these_pages_and_a_reader_sees_his_own_voucher_alone(codes):
    client = signed_in(cast.reader())
    client.post(PAGE, {"code": codes[0]})
    for path in (PAGE, USED):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"
    assert Client().get(USED).headers["Location"] == PAGE


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_way_on_never_leads_to_another_site(codes, back):
    client = signed_in(cast.reader())
    assert back not in client.get(PAGE, {"retour": back}).content.decode()
    client.post(PAGE, {"code": codes[0], "retour": back})
    assert back not in readers.get(USED, client=client).addresses


def test_the_tries_of_a_stranger_are_limited(codes):
    client = Client()
    for _try in range(5):
        client.post(PAGE, {"code": voucher_codes.new_code(), "contact": "76 12 34 56"})
    response = client.post(PAGE, {"code": codes[0], "contact": "76 12 34 56"})
    assert response.context["form"].errors.keys() == {"code"}
    assert not Grant.objects.exists()
