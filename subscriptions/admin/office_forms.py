"""What the counter asks for."""

import uuid

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom.money import francs
from subscriptions.billing import office
from subscriptions.models import Method, Plan


def _key():
    """Return a field that tells one filled-in form from another: sent twice, it counts once."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def _reason(**options):
    return forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}), **options)


class PlanField(forms.ModelChoiceField):
    """Plans to press on, each with the amount that is due."""

    widget = forms.RadioSelect

    def __init__(self, **options):
        sold = Plan.objects.filter(is_offered=True, is_trial=False)
        super().__init__(sold, empty_label=None, **options)

    def label_from_instance(self, plan):
        return f"{plan.name} · {francs(plan.price, plan.currency)}"


class PaymentForm(forms.Form):
    """The amount is that of the plan: nothing to type for cash."""

    plan = PlanField(label=_("Plan"))
    method = forms.ChoiceField(
        label=_("Paid by"),
        choices=[(method.value, capfirst(method.label)) for method in office.AT_THE_COUNTER],
        initial=Method.CASH,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Number of the cheque or transfer"), max_length=80, required=False
    )
    key = _key()


class OpenForm(forms.Form):
    contact = forms.CharField(label=_("Telephone number or e-mail address"), max_length=254)
    name = forms.CharField(label=_("Name (may stay empty)"), max_length=150, required=False)


class GiveForm(forms.Form):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=366)
    reason = _reason(label=_("Why"))
    key = _key()


class ReasonForm(forms.Form):
    reason = _reason(label=_("Why"), help_text=_("Kept in the journal and in the ledger."))


class AcceptForm(forms.Form):
    amount = forms.IntegerField(
        label=_("Amount received by the operator (FCFA)"), min_value=1, max_value=10**9
    )
    days = forms.IntegerField(label=_("Days to give"), min_value=1, max_value=366)
    reason = _reason(label=_("Why"))


class NoForm(forms.Form):
    """A question with nothing to fill in."""
