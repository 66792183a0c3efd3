"""Wave's shapes: the published signature, and what its answers mean to us."""

import json
from pathlib import Path

import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter

from subscriptions.billing import gateways
from subscriptions.billing.gateways.base import Forged, GatewayError, Outcome, Unreadable
from subscriptions.billing.gateways.wave import is_right_signature, signature_of
from subscriptions.models import Attempt

EXAMPLE = json.loads((Path(__file__).parent / "data" / "wave-signature.json").read_text("utf-8"))
BODY, STAMP = EXAMPLE["raw_body"].encode(), EXAMPLE["timestamp"]
HEADER = f"t={STAMP},v1={EXAMPLE['signature']}"


def is_right(header, body=BODY, *, now=STAMP, secret=EXAMPLE["secret"]):
    return is_right_signature(header, body, secret=secret, now=now)


class TestTheSignature:
    def test_the_example_that_wave_publishes_is_right(self):
        assert signature_of(str(STAMP), BODY, secret=EXAMPLE["secret"]) == EXAMPLE["signature"]
        assert is_right(HEADER)

    def test_one_right_signature_among_several_is_enough(self):
        assert is_right(f"t={STAMP},v1={'0' * 64},v1={EXAMPLE['signature']}")
        assert is_right(f"t={STAMP}, v1={EXAMPLE['signature']}")

    @pytest.mark.parametrize("late", [300, -300, 0])
    def test_five_minutes_either_way_are_allowed(self, late):
        assert is_right(HEADER, now=STAMP + late)

    @pytest.mark.parametrize("late", [301, -301, 10**9])
    def test_more_is_not(self, late):
        assert not is_right(HEADER, now=STAMP + late)

    @pytest.mark.parametrize(
        "header",
        [
            "",
            "t=",
            f"v1={EXAMPLE['signature']}",
            f"t={STAMP}",
            f"t={STAMP},v1=",
            f"t={STAMP},v0={EXAMPLE['signature']}",
            f"t={STAMP},t={STAMP},v1={EXAMPLE['signature']}",
            f"t=+{STAMP},v1={EXAMPLE['signature']}",
            f"t={'9' * 5000},v1={EXAMPLE['signature']}",
            f"t=١٢٣,v1={EXAMPLE['signature']}",
            f"t={STAMP},v1=é",
        ],
    )
    def test_another_header_is_not_right(self, header):
        assert not is_right(header)

    @given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
    def test_a_body_with_another_byte_is_not_right(self, place, change):
        changed = bytearray(BODY)
        changed[place] ^= change
        assert not is_right(HEADER, bytes(changed))

    @given(st.text())
    @example("t=1,v1=")
    def test_no_header_breaks_it(self, header):
        assert not is_right(header)

    def test_another_secret_is_not_right(self):
        assert not is_right(HEADER, secret="another")


class TestReading:
    @pytest.fixture(autouse=True)
    def secret(self, settings):
        settings.WAVE_WEBHOOK_SECRET = "le secret"

    def read(self, body, headers=None):
        bearer = {"Authorization": "Bearer le secret"}
        return gateways.get("wave").read(body, bearer if headers is None else headers)

    def test_the_secret_alone_is_enough_where_the_portal_is_set_so(self):
        read = self.read(BODY)
        assert read.event_id == "AE_ijzo7oGgrlM7"
        assert read.operator_reference == "cos-1b01sghpg100j"
        assert read.reference == ""

    @pytest.mark.parametrize(
        "headers", [{}, {"Authorization": "Bearer autre"}, {"Authorization": "Bearer "}]
    )
    def test_nothing_is_read_that_wave_did_not_send(self, headers):
        with pytest.raises(Forged):
            self.read(BODY, headers)

    def test_without_a_secret_everything_is_refused(self, settings):
        settings.WAVE_WEBHOOK_SECRET = ""
        with pytest.raises(Forged):
            self.read(BODY, {"Authorization": "Bearer "})

    @pytest.mark.parametrize(
        "body",
        [
            *[b"", b"{", b"[]", b"null", b"3", b"\xff\xfe", b"[" * 60_000],
            *[b'{"id": "a"}', b'{"id": "a", "data": 3}'],
            b'{"data": {}, "id": ' + b"9" * 5000 + b"}",
        ],
    )
    def test_what_is_signed_and_says_nothing_is_unreadable(self, body):
        with pytest.raises(Unreadable):
            self.read(body)


# --- What Wave answers ---------------------------------------------------------------------------
@pytest.fixture
def answers(monkeypatch):
    """Return a function that sets what every call is answered: a status and a body."""

    def set_answer(status, body):
        def send(_adapter, request, **_options):
            response = requests.Response()
            response.status_code, response.request = status, request
            response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return response

        monkeypatch.setattr(HTTPAdapter, "send", send)

    return set_answer


ATTEMPT = Attempt(reference="ABC", operator_reference="cos-1", amount=100, method="wave")
SESSION = json.loads(BODY)["data"] | {"client_reference": "ABC"}


def ask(answers, **changes):
    answers(200, SESSION | changes)
    return gateways.get("wave").status(ATTEMPT)


def test_the_published_example_is_paid(answers):
    status = ask(answers)
    assert status.outcome is Outcome.PAID
    assert (status.amount, status.currency, status.reference) == (100, "XOF", "ABC")
    assert status.transaction_id == "TCN4Y4ZC3FM"
    assert status.is_final


@pytest.mark.parametrize(
    ("checkout", "payment", "error", "outcome", "is_final"),
    [
        ("open", "processing", None, Outcome.WAITING, False),
        ("open", "processing", {"code": "insufficient-funds"}, Outcome.REFUSED, False),
        ("open", "cancelled", None, Outcome.CANCELLED, False),
        ("complete", "cancelled", None, Outcome.CANCELLED, True),
        ("complete", "cancelled", {"code": "new-one"}, Outcome.REFUSED, True),
        ("expired", "processing", None, Outcome.EXPIRED, True),
        ("expired", "cancelled", None, Outcome.EXPIRED, True),
        ("expired", "succeeded", None, Outcome.PAID, True),
        ("complete", "succeeded", {"code": "insufficient-funds"}, Outcome.PAID, True),
        ("something", "new", None, Outcome.WAITING, False),
    ],
)
def test_what_its_words_mean(answers, checkout, payment, error, outcome, is_final):
    status = ask(
        answers, checkout_status=checkout, payment_status=payment, last_payment_error=error
    )
    assert (status.outcome, status.is_final) == (outcome, is_final)
    assert bool(status.explanation) == bool(error)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        ("2500", 2500),
        (2500, 2500),
        ("2500.00", 2500),
        ("25.5", None),
        ("NaN", None),
        ("Infinity", None),
        (None, None),
        ("beaucoup", None),
        ("1e99999999", None),
        ("sNaN", None),
        ({}, None),
    ],
)
def test_an_amount_is_a_whole_number_or_nothing(answers, amount, whole):
    assert ask(answers, amount=amount).amount == whole


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"code": "internal-server-error"}),
        (401, {}),
        (302, b""),
        (200, b""),
        (200, b"<html>"),
        (200, []),
        (200, {"id": "cos-1"}),
        (200, b'{"amount": ' + b"9" * 5000 + b"}"),
        (200, b"[" * 60_000),
    ],
)
def test_an_answer_that_is_none_is_an_error_with_a_sentence(answers, status, body):
    answers(status, body)
    with pytest.raises(GatewayError, match=r"\w"):
        gateways.get("wave").status(ATTEMPT)


def test_a_payment_that_wave_does_not_know_is_refused_for_good(answers):
    answers(404, {"code": "checkout-session-not-found"})
    status = gateways.get("wave").status(ATTEMPT)
    assert (status.outcome, status.is_final) == (Outcome.REFUSED, True)


@pytest.mark.parametrize(
    "strange", [[], {}, 7, "a\0b", "\ud800", ["x"], {"code": []}, {"code": {}}]
)
@pytest.mark.parametrize("name", SESSION)
def test_a_strange_word_among_the_others_stops_nothing(answers, name, strange):
    try:
        status = ask(answers, **{name: strange})
    except GatewayError:
        return
    said = (status.operator_reference, status.reference, status.currency, status.transaction_id)
    assert not any("\0" in text or "\ud800" in text for text in said)


@pytest.mark.parametrize("result", [{}, "x", [1], [None, {}]])
def test_a_search_that_answers_anything_else_is_an_error(answers, result):
    answers(200, {"result": result})
    with pytest.raises(GatewayError):
        gateways.get("wave").status(Attempt(reference="ABC", amount=100, method="wave"))


@pytest.mark.parametrize(
    "page",
    [{}, {"wave_launch_url": "javascript:alert(1)"}, {"wave_launch_url": f"https://{'a' * 500}/"}],
)
def test_a_session_without_a_page_to_pay_on_is_an_error(answers, page):
    answers(200, {"id": "cos-1", **page})
    with pytest.raises(GatewayError):
        gateways.get("wave").start(ATTEMPT, return_url="http://localhost/")


def test_it_is_offered_with_a_key_alone(settings):
    settings.WAVE_API_KEY = ""
    assert gateways.offered() == []
    settings.WAVE_API_KEY = "clé"
    assert [gateway.method for gateway in gateways.offered()] == ["wave"]
