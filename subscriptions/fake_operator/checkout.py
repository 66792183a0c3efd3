"""What the played operator does with a session, in the shapes of https://docs.wave.com/checkout."""

import datetime
import json

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.fake_operator.models import Delivery, Session, new_event_id

LATE = datetime.timedelta(seconds=40)  # sent by the first `manage.py tick` after that

PAYING = {
    "pay": gettext_lazy("Pay"),
    "pay_late": gettext_lazy("Pay, notify late"),
    "pay_twice": gettext_lazy("Pay, notify twice"),
    "pay_silently": gettext_lazy("Pay, never notify"),
    "pay_badly_signed": gettext_lazy("Pay, notify with a wrong signature"),
    "pay_wrong_amount": gettext_lazy("Pay a wrong amount"),
    "pay_out_of_order": gettext_lazy("Pay, notify out of order"),
}
NOT_PAYING = {
    "refuse": gettext_lazy("Refuse: not enough money"),
    "cancel": gettext_lazy("Cancel"),
    "expire": gettext_lazy("Let it expire"),
}


class NotOpen(Exception):
    """The session is over: nothing can be paid or expire in it any more."""


@transaction.atomic
def act(session_id, action) -> list[Delivery]:
    """Do what a button says; return the notifications to send at once. Raises NotOpen."""
    session = held(session_id)
    if session.checkout_status != "open":
        raise NotOpen
    deliveries = _pay(session, action) if action in PAYING else _decline(session, action)
    session.save()
    return Delivery.objects.bulk_create(deliveries)


@transaction.atomic
def expire(session_id) -> Session:
    """End an open session; one that has expired stays so. Raises NotOpen when it was paid."""
    session = held(session_id)
    if session.checkout_status == "complete":
        raise NotOpen
    session.checkout_status = "expired"
    session.save()
    return session


@transaction.atomic
def refund(session_id) -> bool:
    """Pay back what was paid, once; whether there is nothing left to pay back."""
    session = held(session_id)
    if session.payment_status != "succeeded":
        return False
    session.when_refunded = session.when_refunded or timezone.now()
    session.save()
    return True


@transaction.atomic
def held(session_id) -> Session:
    """Return a session, locked, as time has left it. Raises Session.DoesNotExist."""
    session = Session.objects.select_for_update().get(pk=session_id)
    if session.checkout_status == "open" and session.when_expires <= timezone.now():
        session.checkout_status = "expired"
        session.save()
    return session


def _pay(session, action):
    session.checkout_status, session.payment_status = "complete", "succeeded"
    session.last_payment_error = ""
    session.when_completed = timezone.now()
    session.transaction_id = f"T{get_random_string(10, '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ')}"
    if action == "pay_wrong_amount":
        session.amount = str(int(session.amount) + 5)
    paid = _event(session, "completed")
    match action:
        case "pay_silently":
            return []
        case "pay_late":
            return [_delivery(session, paid, due_at=timezone.now() + LATE)]
        case "pay_twice":
            return [_delivery(session, paid), _delivery(session, paid)]
        case "pay_badly_signed":
            return [_delivery(session, paid, is_forged=True)]
        case "pay_out_of_order":
            return [_delivery(session, paid), _delivery(session, _failure_before(session))]
    return [_delivery(session, paid)]


def _decline(session, action):
    match action:
        case "refuse":
            session.payment_status = "processing"
            session.last_payment_error = "insufficient-funds"
            return [_delivery(session, _event(session, "payment_failed"))]
        case "cancel":
            session.payment_status = "cancelled"
        case "expire":
            session.checkout_status = "expired"
    return []


def _failure_before(session):
    """Return a failure that came before the payment and is told of after it."""
    before = Session(**{field.name: getattr(session, field.name) for field in Session._meta.fields})
    before.checkout_status, before.payment_status = "open", "processing"
    before.last_payment_error, before.transaction_id = "insufficient-funds", ""
    before.when_completed = None
    return _event(before, "payment_failed")


def _event(session, kind):
    event = {"id": new_event_id(), "type": f"checkout.session.{kind}", "data": shape(session)}
    return json.dumps(event)


def _delivery(session, body, **more):
    return Delivery(session=session, body=body, **more)


def shape(session) -> dict:
    """Return a session as the operator's answers and notifications show it."""
    error = session.last_payment_error
    return {
        "id": session.id,
        "amount": session.amount,
        "checkout_status": session.checkout_status,
        "client_reference": session.client_reference or None,
        "currency": session.currency,
        "error_url": session.error_url,
        "last_payment_error": {"code": error, "message": _("Not enough money.")} if error else None,
        "business_name": "Newsroom",
        "payment_status": session.payment_status,
        "success_url": session.success_url,
        "transaction_id": session.transaction_id or None,
        "when_completed": _moment(session.when_completed),
        "when_created": _moment(session.when_created),
        "when_expires": _moment(session.when_expires),
        "when_refunded": _moment(session.when_refunded),
    }


def _moment(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
