"""The way of a payment: to the operator, the page that waits for it, the receipt, notifications."""

import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from newsroom import limits
from newsroom.accounts.access import SignInRequired
from newsroom.money_words import francs_in_words
from newsroom.pages import PrivatePage, private
from subscriptions.billing import gateways, payments, receipts
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.models import Attempt, PaymentEvent, Subscription

MOST_BYTES = 64 * 1024  # of a notification
ASKED = {"most": 6, "seconds": 60}  # how often one attempt's page may ask the operator
RELOADS = [  # (age of the attempt, seconds until its page loads itself again)
    (datetime.timedelta(minutes=5), 10),
    (datetime.timedelta(hours=1), 60),
]


class OwnAttempt(SignInRequired):
    """Finds an attempt for whoever made it, and for nobody else."""

    def attempt(self, reference):
        own = Attempt.objects.select_related("plan").filter(user=self.request.user)
        return get_object_or_404(own, reference=reference)


class AttemptPage(OwnAttempt, PrivatePage):
    """What became of a payment. The operator sends the reader back here, which proves nothing.

    While it waits the page loads itself again, by a header that needs no script.
    """

    template_name = "subscriptions/attempt.html"
    styles = ("base", "page", "billing")
    http_method_names = ["get", "head", "options"]

    def get(self, request, reference):
        attempt = _asked(self.attempt(reference))
        response = self.page(request, self.context(attempt=attempt))
        if attempt.is_open and (seconds := _reload(timezone.now() - attempt.created_at)):
            response["Refresh"] = str(seconds)
        return response

    def context(self, attempt):
        paid = attempt.state in {Attempt.State.SUCCEEDED, Attempt.State.REFUNDED}
        return {
            "attempt": attempt,
            "part": f"subscriptions/attempt/_{attempt.state}.html",
            "gateway": gateways.get(attempt.method),
            "entry": getattr(attempt, "entry", None) if paid else None,
            "subscription": Subscription.objects.filter(user=self.request.user).first(),
        }


def _asked(attempt):
    """Return the attempt after asking the operator, unless it was asked a moment ago or is done."""
    may_change = attempt.check_after and attempt.state != Attempt.State.CREATED
    if not may_change or limits.is_over("ask-operator", attempt.pk, **ASKED):
        return attempt
    try:
        return payments.check(attempt=attempt, is_hurried=True)
    except GatewayError:  # the next reload or tick asks again
        return attempt


def _reload(age):
    return next((seconds for most, seconds in RELOADS if age < most), None)


class LeavePage(OwnAttempt, View):
    """Sends the reader to the page of the operator.

    By a link of its own: a form's answer may not lead to another site (form-action), and telephones
    open the operator's application for links alone.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, reference):
        attempt = self.attempt(reference)
        is_payable = attempt.launch_url and attempt.check_after
        address = payments.leave(attempt=attempt) if is_payable else payments.address_of(attempt)
        return private(request, HttpResponseRedirect(address))


class ReceiptPage(SignInRequired, PrivatePage):
    """A receipt to keep or to print, for its payer."""

    template_name = "subscriptions/receipt.html"
    styles = ("base", "page", "billing")
    http_method_names = ["get", "head", "options"]

    def context(self, number):
        entry = receipts.receipt_for(self.request.user, number)
        return {
            "entry": entry,
            "in_words": francs_in_words(entry.amount),
            "reversal": receipts.reversal_of(entry),
        }


@method_decorator(csrf_exempt, name="dispatch")
class NotificationView(View):
    """Takes what an operator tells us. It is kept and answered at once; see `payments.receive`."""

    http_method_names = ["post"]

    def post(self, request, method):
        if method not in gateways.known():
            raise Http404
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return HttpResponse(status=413)
        event = payments.receive(method=method, body=request.body, headers=request.headers)
        return HttpResponse(status=400 if event.outcome == PaymentEvent.Outcome.FORGED else 200)
