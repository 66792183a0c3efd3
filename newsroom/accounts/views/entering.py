"""Getting in and out: one box for a number or an address, a code, and back to where one was."""

from allauth.account.mixins import NextRedirectMixin
from allauth.account.views import AccountInactiveView, LogoutView
from allauth.core.exceptions import RateLimited
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.edit import FormView

from newsroom.accounts.forms import AddressForm, CodeForm, PasswordForm
from newsroom.accounts.signing_in import SignInCode
from newsroom.accounts.views.page import AccountPage
from newsroom.phones import spoken_phone


class EntrancePage(AccountPage, NextRedirectMixin, FormView):
    """A step on the way in; whoever is in already is led on."""

    def lead_on(self):
        if self.request.user.is_authenticated:
            return HttpResponseRedirect(self.get_success_url())
        return None

    def get_default_success_url(self):
        return settings.LOGIN_REDIRECT_URL

    def to(self, name):
        """Lead to another step, which leads back to the same page in the end."""
        return HttpResponseRedirect(self.passthrough_next_url(reverse(name)))

    def get_context_data(self, **kwargs):
        steps = ("account_login", "account_login_by_password")
        links = {name: self.passthrough_next_url(reverse(name)) for name in steps}
        change = f"?next={reverse('account_change_password')}"
        forgotten = reverse("account_login") + change
        return super().get_context_data(links=links, forgotten=forgotten, **kwargs)


class AddressPage(EntrancePage):
    """Asks for a number or an address, and sends a code there whether it has an account or not."""

    form_class = AddressForm
    template_name = "account/address.html"
    is_new = False

    def form_valid(self, form):
        try:
            SignInCode.begin(self.request, form.cleaned_data["address"])
        except RateLimited:
            form.add_error(None, too_soon())
            return self.form_invalid(form)
        return self.to("account_confirm_login_code")


class CodePage(EntrancePage):
    """Asks for the code, sends another, and lets in."""

    form_class = CodeForm
    template_name = "account/code.html"

    def lead_on(self):
        self.process = SignInCode.pending(self.request)
        if self.request.user.is_authenticated or self.process:
            return super().lead_on()
        return self.start_again(
            _("Too much time has passed. Write your number or your address again.")
        )

    def start_again(self, words):
        messages.warning(self.request, words)
        return self.to("account_login")

    def post(self, request, *args, **kwargs):
        if "resend" in request.POST:
            return self.resend()
        form = self.get_form()
        if form.is_right():
            next_url = self.get_next_url()
            return self.process.finish(next_url)
        return self.refuse(form)

    def resend(self):
        if not self.process.can_resend:
            words = _("We have sent you several codes. Look at your number or your address again.")
            return self.start_again(words)
        try:
            self.process.resend()
        except RateLimited:
            messages.warning(self.request, too_soon())
        else:
            messages.success(
                self.request, _("A new code is on its way. The first no longer counts.")
            )
        return self.to("account_confirm_login_code")

    def refuse(self, form):
        if not self.process.is_valid():
            form.add_error("code", _("This code is too old. Ask for a new one."))
        elif not form.errors:
            if not self.process.record_invalid_attempt():
                return self.start_again(_("Too many wrong codes. Ask for a new one."))
            left = self.process.tries_left
            words = ngettext(
                "This is not the code. You have %(count)d try left.",
                "This is not the code. You have %(count)d tries left.",
                left,
            )
            form.add_error("code", words % {"count": left})
        return self.form_invalid(form)

    def get_form_kwargs(self):
        expected = self.process.code if self.process.is_valid() else ""
        return super().get_form_kwargs() | {"expected": expected}

    def get_context_data(self, **kwargs):
        address = self.process.address
        spoken = address if "@" in address else spoken_phone(address)
        context = {"address": spoken, "process": self.process}
        return super().get_context_data(**context, **kwargs)


@method_decorator(rate_limit(action="login"), name="dispatch")
class PasswordPage(EntrancePage):
    """For whoever has a password, the newsroom above all."""

    form_class = PasswordForm
    template_name = "account/password.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        return form.sign_in(self.get_next_url())


class LeavingPage(AccountPage, LogoutView):
    template_name = "account/leaving.html"


class ClosedPage(AccountPage, AccountInactiveView):
    template_name = "account/closed.html"


def too_soon():
    return _("You have asked for several codes. Wait a few minutes before the next one.")
