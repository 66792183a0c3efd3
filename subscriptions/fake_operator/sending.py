"""Sends the played operator's notifications: real HTTP, signed, when their time has come."""

import logging
import threading
import time

import requests
from django.conf import settings
from django.db import connection
from django.utils import timezone

from subscriptions.billing.gateways.wave import signature_of
from subscriptions.fake_operator.models import Delivery

logger = logging.getLogger(__name__)

TIMEOUT = (3, 10)  # seconds, to connect and to read
_FORGERY = "0" * 64


def send_soon(deliveries):
    """Send what is due from a thread of its own, so that whoever pressed does not wait for it."""
    due = [delivery for delivery in deliveries if delivery.due_at <= timezone.now()]
    if due:
        threading.Thread(target=_send_all, args=(due,), daemon=True).start()


def deliver_due(now=None) -> int:
    """Send the notifications whose time has come; return how many. Called by `manage.py tick`."""
    due = Delivery.objects.filter(sent_at=None, due_at__lte=now or timezone.now()).order_by("pk")
    return sum(send(delivery) for delivery in due)


def send(delivery) -> bool:
    """Send one notification; whether it was taken. What nobody takes stays due."""
    stamp, body = str(int(time.time())), delivery.body.encode()
    right = signature_of(stamp, body, secret=settings.WAVE_WEBHOOK_SECRET)
    signature = _FORGERY if delivery.is_forged else right
    headers = {"Content-Type": "application/json", "Wave-Signature": f"t={stamp},v1={signature}"}
    address = f"{settings.SITE_URL}/abonnement/notifications/wave/"
    try:
        requests.post(address, data=body, headers=headers, timeout=TIMEOUT)
    except requests.RequestException as error:
        logger.warning("notification %s was not taken: %s", delivery.pk, error)
        return False
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=timezone.now())
    return True


def _send_all(deliveries):
    try:
        for delivery in deliveries:
            send(delivery)
    finally:
        connection.close()
