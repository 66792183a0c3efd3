"""The played operator over HTTP: the interface for merchants, and the page for payers."""

import functools
import hmac
import json

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsroom.money import francs
from newsroom.pages import PrivatePage
from subscriptions.fake_operator import checkout, sending
from subscriptions.fake_operator.models import Session

MOST_LISTED = 10


def _refusal(status, code):
    return JsonResponse({"code": code, "message": code.replace("-", " ")}, status=status)


def _for_merchants(*methods):
    """Let in whoever has the key, as the operator does, and answer 404 for an unknown session."""

    def decorate(view):
        @csrf_exempt
        @require_http_methods(methods)
        @functools.wraps(view)
        def checked(request, **kwargs):
            said = request.headers.get("Authorization", "")
            if not hmac.compare_digest(said.encode(), f"Bearer {settings.WAVE_API_KEY}".encode()):
                return _refusal(401, "no-matching-api-key")
            try:
                return view(request, **kwargs)
            except Session.DoesNotExist:
                return _refusal(404, "checkout-session-not-found")

        return checked

    return decorate


def _shown(session):
    launch_url = settings.SITE_URL + reverse("fake_operator:hosted", args=[session.pk])
    return checkout.shape(session) | {"wave_launch_url": launch_url}


@_for_merchants("POST")
def sessions(request):
    try:
        asked = json.loads(request.body)
        fields = {name: asked[name] for name in ("amount", "currency", "success_url", "error_url")}
        is_whole = fields["amount"].isdigit() and int(fields["amount"]) > 0
    except (ValueError, TypeError, KeyError, AttributeError):
        return _refusal(422, "request-validation-error")
    if not is_whole or fields["currency"] != "XOF":
        return _refusal(422, "request-validation-error")
    reference = asked.get("client_reference") or ""
    return JsonResponse(_shown(Session.objects.create(client_reference=reference, **fields)))


@_for_merchants("GET")
def session(request, pk):
    return JsonResponse(_shown(checkout.held(pk)))


@_for_merchants("GET")
def search(request):
    reference = request.GET.get("client_reference", "")
    found = Session.objects.filter(client_reference=reference).order_by("when_created")
    result = [_shown(session) for session in found[:MOST_LISTED]] if reference else []
    return JsonResponse({"result": result})


@_for_merchants("POST")
def expire(request, pk):
    try:
        checkout.expire(pk)
    except checkout.NotOpen:
        return _refusal(409, "checkout-session-not-open")
    return HttpResponse()


@_for_merchants("POST")
def refund(request, pk):
    if not checkout.refund(pk):
        return _refusal(400, "checkout-refund-failed")
    return HttpResponse()


class HostedPage(PrivatePage):
    """Where the payer decides: a button for each thing that can happen to a payment."""

    template_name = "fake_operator/hosted.html"
    styles = ("base", "page", "form", "billing")

    def context(self, pk):
        try:
            session = checkout.held(pk)
        except Session.DoesNotExist:
            raise Http404 from None
        return {
            "session": session,
            "amount": francs(int(session.amount), session.currency),
            "paying": checkout.PAYING,
            "not_paying": checkout.NOT_PAYING,
        }

    def post(self, request, pk):
        action = request.POST.get("action", "")
        if action not in checkout.PAYING | checkout.NOT_PAYING:
            return self.get(request, pk=pk)
        try:
            deliveries = checkout.act(pk, action)
        except Session.DoesNotExist:
            raise Http404 from None
        except checkout.NotOpen:
            return self.get(request, pk=pk)
        sending.send_soon(deliveries)
        session = Session.objects.get(pk=pk)
        is_paid = session.payment_status == "succeeded"
        return HttpResponseRedirect(session.success_url if is_paid else session.error_url)
