"""The played operator: never on a public address, and as strict as the one it plays."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from newsroom import env
from subscriptions.fake_operator import checkout
from subscriptions.fake_operator.models import Delivery, Session
from tests import cast, readers
from tests.subscriptions.till import after, attempt, press, wire

__all__ = ["wire"]  # a fixture

SESSIONS = "/faux-operateur/v1/checkout/sessions"
ASKED = {
    "amount": "2500",
    "currency": "XOF",
    "client_reference": "ABC",
    "success_url": "http://localhost:8000/a/",
    "error_url": "http://localhost:8000/b/",
}


class TestTheSetting:
    def read(self, monkeypatch, url, embedded=True, **variables):
        for name in ("FAKE", "KEY"):
            monkeypatch.delenv(name, raising=False)
        for name, text in variables.items():
            monkeypatch.setenv(name, text)
        return env.fake_operator("FAKE", site_url=url, real_key="KEY", embedded=embedded)

    @pytest.mark.parametrize(
        "url", ["https://journal.example", "http://journal.example", "https://localhost.example"]
    )
    def test_a_public_address_refuses_it(self, monkeypatch, url):
        with pytest.raises(ImproperlyConfigured, match="without paying"):
            self.read(monkeypatch, url, FAKE="yes")
        assert not self.read(monkeypatch, url)

    @pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:1"])
    def test_ones_own_machine_has_it_unless_told_otherwise(self, monkeypatch, url):
        assert self.read(monkeypatch, url)
        assert not self.read(monkeypatch, url, FAKE="no")

    def test_a_site_of_its_own_database_that_forgot_its_address_has_it_not(self, monkeypatch):
        assert not self.read(monkeypatch, "http://localhost:8000", embedded=False)
        assert self.read(monkeypatch, "http://localhost:8000", embedded=False, FAKE="yes")

    def test_it_makes_room_for_the_real_one(self, monkeypatch):
        assert not self.read(monkeypatch, "http://localhost", KEY="clé")
        with pytest.raises(ImproperlyConfigured, match="KEY"):
            self.read(monkeypatch, "http://localhost", KEY="clé", FAKE="yes")


@pytest.fixture
def merchant(settings):
    return Client(headers={"Authorization": f"Bearer {settings.WAVE_API_KEY}"})


def create(merchant, **changes):
    return merchant.post(SESSIONS, ASKED | changes, content_type="application/json")


@pytest.mark.django_db
class TestTheInterface:
    def test_only_a_merchant_with_the_key_is_answered(self, merchant):
        made = create(merchant).json()["id"]
        for client in (Client(), Client(headers={"Authorization": "Bearer autre"})):
            assert create(client).status_code == 401
            assert client.get(f"{SESSIONS}/{made}").status_code == 401
            assert client.post(f"{SESSIONS}/{made}/refund").status_code == 401

    @pytest.mark.parametrize(
        "changes", [{"amount": "25.5"}, {"amount": 2500}, {"amount": "0"}, {"currency": "EUR"}]
    )
    def test_it_refuses_what_the_real_one_refuses(self, merchant, changes):
        assert create(merchant, **changes).status_code == 422
        assert not Session.objects.exists()

    def test_a_session_is_found_again_by_its_number_and_by_our_reference(self, merchant):
        made = create(merchant).json()
        assert merchant.get(f"{SESSIONS}/{made['id']}").json() == made
        found = merchant.get(f"{SESSIONS}/search", {"client_reference": "ABC"}).json()
        assert found == {"result": [made]}
        assert merchant.get(f"{SESSIONS}/cos-rien").status_code == 404

    def test_it_expires_after_a_day_or_when_asked(self, merchant):
        first, second = create(merchant).json()["id"], create(merchant).json()["id"]
        assert merchant.post(f"{SESSIONS}/{first}/expire").status_code == 200
        with after(hours=25):
            for pk in (first, second):
                answer = merchant.get(f"{SESSIONS}/{pk}").json()
                assert answer["checkout_status"] == "expired"

    def test_what_was_paid_neither_expires_nor_is_paid_back_twice(self, merchant):
        made = create(merchant).json()["id"]
        assert merchant.post(f"{SESSIONS}/{made}/refund").status_code == 400
        checkout.act(made, "pay")
        assert merchant.post(f"{SESSIONS}/{made}/expire").status_code == 409
        assert merchant.post(f"{SESSIONS}/{made}/refund").status_code == 200
        first = Session.objects.get().when_refunded
        assert merchant.post(f"{SESSIONS}/{made}/refund").status_code == 200
        assert Session.objects.get().when_refunded == first


@pytest.mark.django_db
class TestThePage:
    def hosted(self, made):
        return f"/faux-operateur/c/{made.operator_reference}/"

    def test_it_says_that_nothing_is_paid_and_has_a_button_for_everything(self, wire):
        cast.paper()
        page = readers.get(self.hosted(attempt(cast.reader())))
        assert "2\u202f500\u00a0FCFA" in page.text
        for action in checkout.PAYING | checkout.NOT_PAYING:
            assert f'value="{action}"' in page.html

    def test_a_button_leads_back_to_the_newspaper(self, wire):
        cast.paper()
        made = attempt(cast.reader())
        answer = Client().post(self.hosted(made), {"action": "pay"})
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"/abonnement/paiement/{made.reference}/")
        again = Client().post(self.hosted(made), {"action": "cancel"})
        assert again.status_code == 200
        assert Session.objects.get().payment_status == "succeeded"

    @pytest.mark.parametrize("action", ["", "voler"])
    def test_another_button_does_nothing(self, wire, action):
        cast.paper()
        made = attempt(cast.reader())
        assert Client().post(self.hosted(made), {"action": action}).status_code == 200
        assert Session.objects.get().checkout_status == "open"

    def test_there_is_no_page_for_another_number(self):
        cast.paper()
        assert Client().get("/faux-operateur/c/cos-rien/").status_code == 404
        answer = Client().post("/faux-operateur/c/cos-rien/", {"action": "pay"})
        assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "count"),
    [("pay", 1), ("pay_twice", 2), ("pay_silently", 0), ("pay_out_of_order", 2), ("cancel", 0)],
)
def test_as_many_notifications_leave_as_the_button_says(wire, action, count):
    press(attempt(cast.reader()), action)
    assert Delivery.objects.count() == count
