"""Wave's hosted checkout: https://docs.wave.com/checkout and https://docs.wave.com/webhook.

Written after that documentation and proven against the example of a signature published there.
Unproven with Wave itself until the newspaper has a merchant account.
"""

import hashlib
import hmac
import json
import re
import time
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.billing.gateways.base import (
    Forged,
    Gateway,
    GatewayError,
    Notification,
    Outcome,
    Started,
    Status,
    Unreadable,
)
from subscriptions.models import Method

TOLERANCE = 300  # seconds between a signature and its arrival, either way (Wave's own figure)
PATIENT = (3, 10)  # seconds: to connect, between two bytes of the answer
HURRIED = (1.5, 2.5)  # Wave counts a notification as lost that is not answered within 5 s
_LONGEST = {"number": 100, "page": 500}  # signs, as an attempt keeps them
_TOO_MUCH = 10**12  # francs: « 1e9999999 » is a number that nobody wants to see written out
_UNKEPT = re.compile("[\x00\ud800-\udfff]")

_REASONS = {
    "insufficient-funds": gettext_lazy("There was not enough money in the account."),
    "blocked-account": gettext_lazy("The account that was to pay is blocked."),
    "cross-border-payment-not-allowed": gettext_lazy(
        "The account that was to pay belongs to another country."
    ),
    "customer-age-restricted": gettext_lazy("The owner of the account is too young to pay."),
    "kyb-limits-exceeded": gettext_lazy("The newspaper’s account cannot take this much today."),
    "payer-mobile-mismatch": gettext_lazy("Another number was to pay."),
}


class Wave(Gateway):
    method = Method.WAVE
    label = "Wave"

    def is_offered(self):
        return bool(settings.WAVE_API_KEY)

    def start(self, attempt, *, return_url):
        asked = {
            "amount": str(attempt.amount),
            "currency": attempt.currency,
            "client_reference": attempt.reference,
            "success_url": return_url,
            "error_url": return_url,
        }
        session = _answer("POST", "", json=asked)
        number, page = _text(session.get("id")), _text(session.get("wave_launch_url"))
        is_kept = len(number) <= _LONGEST["number"] and len(page) <= _LONGEST["page"]
        if not (number and page.startswith(("https://", "http://")) and is_kept):
            raise _not_understood()
        return Started(number, page)

    def read(self, body, headers):
        if not _is_signed(body, headers):
            raise Forged
        try:
            event = json.loads(body)
            about = event["data"]
            event_id, session = _text(event["id"])[: _LONGEST["number"]], _text(about.get("id"))
            return Notification(event_id, _text(about.get("client_reference")), session)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Unreadable from None

    def status(self, attempt, *, is_hurried=False):
        session = _session(attempt, timeout=HURRIED if is_hurried else PATIENT)
        if session is None:
            words = _("Wave knows of no such payment.")
            return Status(Outcome.REFUSED, is_final=True, explanation=words)
        if not (session.get("id") and session.get("payment_status")):
            raise _not_understood()
        return _status(session)

    def refund(self, attempt):
        _answer("POST", f"/{quote(attempt.operator_reference, safe='')}/refund")


# --- Speaking with Wave --------------------------------------------------------------------------
def _session(attempt, *, timeout):
    """Return the session of `attempt` as Wave tells it; None when it knows of none."""
    if attempt.operator_reference:
        path = f"/{quote(attempt.operator_reference, safe='')}"
        return _answer("GET", path, timeout=timeout, may_be_missing=True)
    # We stopped between its answer to our start and our note of it.
    asked = {"client_reference": attempt.reference}
    found = _answer("GET", "/search", params=asked, timeout=timeout)
    result = found.get("result")
    if not (isinstance(result, list) and all(isinstance(one, dict) for one in result)):
        raise _not_understood()
    return next(iter(result), None)


def _answer(verb, path, *, timeout=PATIENT, may_be_missing=False, **more):
    """Return the JSON object that Wave answers, {} for none; None when it may be missing and is."""
    try:
        response = requests.request(
            verb,
            f"{settings.WAVE_API_URL}/v1/checkout/sessions{path}",
            headers={"Authorization": f"Bearer {settings.WAVE_API_KEY}"},
            timeout=timeout,
            allow_redirects=False,
            **more,
        )
        if response.status_code == 404 and may_be_missing:
            return None
        answer = response.json() if response.content else {}
    except requests.RequestException:
        raise GatewayError(_("Wave does not answer at the moment.")) from None
    except (ValueError, RecursionError):  # JSON that Python does not read: numbers without end
        raise _not_understood() from None
    if not (200 <= response.status_code < 300 and isinstance(answer, dict)):
        raise GatewayError(
            _("Wave refused (%(status)s %(code)s).") % _refusal(response.status_code, answer)
        )
    return answer


def _refusal(status, answer):
    code = answer.get("code", "") if isinstance(answer, dict) else ""
    return {"status": status, "code": str(code)[:60]}


def _not_understood():
    return GatewayError(_("Wave gave an answer that we do not understand."))


def _text(value) -> str:
    """Return a text of Wave's without the signs that no database keeps; "" for anything else."""
    return _UNKEPT.sub("", value) if isinstance(value, str) else ""


def _status(session):
    error = session.get("last_payment_error") or {}
    code = _text(error.get("code") if isinstance(error, dict) else error)
    explanation = str(_REASONS.get(code) or _("The operator refused the payment.")) if error else ""
    return Status(
        outcome=_outcome(session, bool(error)),
        is_final=session.get("checkout_status") in ("complete", "expired"),
        operator_reference=_text(session.get("id")),
        reference=_text(session.get("client_reference")),
        amount=_whole(session.get("amount")),
        currency=_text(session.get("currency")),
        transaction_id=_text(session.get("transaction_id"))[: _LONGEST["number"]],
        explanation=explanation,
    )


def _outcome(session, has_error):
    """Tell what became of a session. While it is open a refused payer may try again in it."""
    if session.get("payment_status") == "succeeded":
        return Outcome.PAID
    if has_error:
        return Outcome.REFUSED
    if session.get("checkout_status") == "expired":
        return Outcome.EXPIRED
    if session.get("payment_status") == "cancelled":
        return Outcome.CANCELLED
    return Outcome.WAITING


def _whole(amount):
    """Return « "1500" » as 1500; None for what is no whole number of francs."""
    try:
        number = Decimal(str(amount))
        is_whole = -_TOO_MUCH < number < _TOO_MUCH and number == number.to_integral_value()
        return int(number) if is_whole else None
    except InvalidOperation:
        return None


# --- Signatures ----------------------------------------------------------------------------------
def _is_signed(body, headers):
    """Whether Wave sent `body`: by its signature, or by the secret alone as a portal may be set."""
    secret = settings.WAVE_WEBHOOK_SECRET
    if not secret:
        return False
    if signature := headers.get("Wave-Signature"):
        return is_right_signature(signature, body, secret=secret, now=time.time())
    said = headers.get("Authorization") or ""
    return hmac.compare_digest(said.encode(), f"Bearer {secret}".encode())


def is_right_signature(header: str, body: bytes, *, secret: str, now: float) -> bool:
    """Whether a header « t=1667920421,v1=53c9…,v1=… » signs `body`, not too long ago.

    Several v1 stand there while the secret is being changed; one right one is enough.
    """
    parts = [part.strip().partition("=") for part in header.split(",")]
    stamps = [value for name, _equals, value in parts if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit()):
        return False
    if len(stamps[0]) > 12 or abs(now - int(stamps[0])) > TOLERANCE:
        return False
    right = signature_of(stamps[0], body, secret=secret).encode()
    given = [value.encode() for name, _equals, value in parts if name == "v1"]
    return any(hmac.compare_digest(right, value) for value in given)


def signature_of(stamp: str, body: bytes, *, secret: str) -> str:
    """Return hex(HMAC-SHA256(secret, stamp and body without anything between))."""
    return hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).hexdigest()
