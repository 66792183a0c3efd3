"""How to subscribe: what it costs, the ways to pay, and how to reach the subscription office."""

import datetime

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.accounts.access import SignInRequired
from newsroom.pages import PrivatePage, PublicPage
from subscriptions import subscribing, touching
from subscriptions.billing import gateways, payments
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.models import Plan, Subscription
from subscriptions.way_back import way_back, with_way_back


def offered_plans():
    return Plan.objects.filter(is_offered=True)


class SubscribePage(PublicPage):
    """What it costs: the same for everybody, so that any cache may keep it."""

    template_name = "subscriptions/subscribe.html"
    styles = ("base", "page", "billing")

    def context(self):
        return {"plans": offered_plans(), "query": ""}

    def keys(self, context):
        return {touching.OFFER}


class PlansPage(PrivatePage):
    """The same list for whoever comes from a form and wants to go back there."""

    template_name = "subscriptions/subscribe.html"
    styles = ("base", "page", "billing")
    http_method_names = ["get", "head", "options"]

    def context(self):
        canonical = reverse("subscriptions:subscribe")
        query = with_way_back("", way_back(self.request))
        return {"plans": offered_plans(), "query": query, "canonical": canonical}


class ChoosePage(SignInRequired, PrivatePage):
    """One plan: what it gives, and the ways to pay for it."""

    template_name = "subscriptions/choose.html"
    styles = ("base", "page", "form", "billing")

    def context(self, plan):
        plan = get_object_or_404(offered_plans(), pk=plan)
        user, now = self.request.user, timezone.now()
        ends_at = Subscription.objects.filter(user=user).values_list("ends_at", flat=True).first()
        begins_at = max(now, ends_at or now)
        return {
            "plan": plan,
            "runs_until": ends_at if begins_at > now else None,
            "would_end": begins_at + datetime.timedelta(days=plan.days),
            "pending": payments.pending_of(user).first(),
            "gateways": gateways.offered(),
            "back_to": way_back(self.request),
        }

    def post(self, request, plan):
        context = self.context(plan=plan)
        try:
            return HttpResponseRedirect(self.taken(request, **context))
        except payments.StillPending as error:
            context |= {"error": error, "is_second": True}
        except (payments.PaymentError, subscribing.SubscribingError, GatewayError) as error:
            context["error"] = error
        return self.page(request, context, status=422)

    def taken(self, request, *, plan, back_to, **_context):
        """Take what the button says; return where to go on. Raises what the page then says."""
        if plan.is_trial:
            subscribing.start_trial(user=request.user, plan=plan)
            return with_way_back(reverse("subscriptions:opened"), back_to)
        if request.POST.get("amount") != str(plan.price):
            raise payments.PaymentError(_("The price has changed: look at it again."))
        attempt = payments.start(
            user=request.user,
            plan=plan,
            method=request.POST.get("method", ""),
            back_to=back_to,
            is_second=request.POST.get("second") == "yes",
        )
        return payments.address_of(attempt)


class OpenedPage(SignInRequired, PrivatePage):
    """« Votre abonnement est ouvert »: after what costs nothing at an operator."""

    template_name = "subscriptions/opened.html"
    styles = ("base", "page", "billing")
    http_method_names = ["get", "head", "options"]

    def context(self):
        subscription = get_object_or_404(
            Subscription, user=self.request.user, ends_at__isnull=False
        )
        return {"ends_at": subscription.ends_at, "back_to": way_back(self.request)}
