"""« J’ai un bon » : type the code of a voucher, with an account or a telephone number alone."""

from django import forms
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from newsroom import limits
from newsroom.accounts.fields import AddressField
from newsroom.money import francs
from newsroom.pages import PrivatePage, private
from newsroom.phones import spoken_phone
from subscriptions import telling
from subscriptions.billing import vouchers
from subscriptions.billing.vouchers import VoucherError
from subscriptions.models import LedgerEntry
from subscriptions.way_back import PARAMETER, way_back

_USED = "voucher"  # in the session: what was just used, for the page that says so


class VoucherForm(forms.Form):
    """The code; and of somebody who is not signed in, where his days are to be found."""

    code = forms.CharField(
        label=gettext_lazy("Code of the voucher"),
        max_length=100,
        help_text=gettext_lazy("The 16 signs of your voucher, in capitals or not."),
        widget=forms.TextInput(
            attrs={"class": "code", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    contact = AddressField(
        label=gettext_lazy("Your telephone number"),
        help_text=gettext_lazy("Or your e-mail address. The days are added to your account."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.user = user
        if user.is_authenticated:
            del self.fields["contact"]

    def redeem(self, address):
        """Use the voucher and return the grant; None when it is refused, and the form says why."""
        code = self.cleaned_data["code"]
        try:
            if self.user.is_authenticated:
                return vouchers.redeem(user=self.user, code=code, address=address)
            contact = self.cleaned_data["contact"]
            kind = "email" if "@" in contact else "phone"
            return vouchers.redeem_for(**{kind: contact}, code=code, address=address)
        except VoucherError as refusal:
            self.add_error("code", str(refusal))
            return None


class VoucherPage(PrivatePage):
    template_name = "subscriptions/voucher.html"

    def get(self, request):
        return self._form_page(VoucherForm(user=request.user))

    def post(self, request):
        form = VoucherForm(request.POST, user=request.user)
        given = form.redeem(limits.address_of(request)) if form.is_valid() else None
        if given is None:
            return self._form_page(form)
        contact = form.cleaned_data.get("contact", "")
        request.session[_USED] = {
            "number": given.entry.number,
            "contact": contact if "@" in contact else spoken_phone(contact),
            "back": way_back(request),
        }
        return private(request, HttpResponseRedirect(reverse("subscriptions:voucher_used")))

    def _form_page(self, form):
        back = way_back(self.request)
        return self.page(self.request, {"form": form, "back": back, "return_name": PARAMETER})


class VoucherUsedPage(PrivatePage):
    """What the voucher gave. Of an account that nobody has entered here, nothing else is told."""

    template_name = "subscriptions/voucher_used.html"

    def get(self, request):
        used = request.session.get(_USED, {})
        entry = LedgerEntry.objects.filter(number=used.get("number")).first()
        if entry is None or not hasattr(entry, "grant"):
            return private(request, HttpResponseRedirect(reverse("subscriptions:voucher")))
        is_own = request.user.is_authenticated and entry.user_id == request.user.pk
        context = {
            "entry": entry,
            "days": entry.grant.days,
            "value": francs(entry.amount, entry.currency),
            "is_own": is_own,
            "end": telling.day(entry.grant.subscription.ends_at) if is_own else "",
            **used,
        }
        return self.page(request, context)
