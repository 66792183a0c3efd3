"""One's e-mail address and telephone number: a new one counts once a code sent there is typed."""

from allauth.account.models import EmailAddress
from allauth.account.views import (
    ChangePhoneView,
    ConfirmEmailVerificationCodeView,
    EmailView,
    _VerifyPhoneChangeView,
)
from allauth.core.exceptions import RateLimited
from django.urls import reverse

from newsroom.accounts.forms import EmailForm, PhoneForm, VerifyEmailForm, VerifyPhoneForm
from newsroom.accounts.views.entering import too_soon
from newsroom.accounts.views.page import OwnPage
from newsroom.phones import spoken_phone


class EmailPage(OwnPage, EmailView):
    template_name = "account/email.html"

    def get_form_class(self):
        return EmailForm

    def post(self, request, *args, **kwargs):
        """Change the address. What else allauth does here would leave staff without one."""
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_context_data(self, **kwargs):
        email = self.request.user.email
        is_confirmed = EmailAddress.objects.filter(email=email, verified=True).exists()
        context = {"email": email, "is_confirmed": is_confirmed}
        return super().get_context_data(**context, **kwargs)


class EmailCodePage(OwnPage, ConfirmEmailVerificationCodeView):
    template_name = "account/confirming.html"

    def _get_verify_form_class(self):
        return VerifyEmailForm

    def get_context_data(self, **kwargs):
        back = reverse("account_email")
        return super().get_context_data(**kwargs) | {"address": self._process.email, "back": back}


class PhonePage(OwnPage, ChangePhoneView):
    template_name = "account/phone.html"

    def get_form_class(self):
        return PhoneForm

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except RateLimited:
            form.add_error(None, too_soon())
            return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        phone = self.request.user.phone
        return super().get_context_data(spoken=phone and spoken_phone(phone), **kwargs)


class PhoneCodePage(OwnPage, _VerifyPhoneChangeView):
    template_name = "account/confirming.html"

    def _get_verify_form_class(self):
        return VerifyPhoneForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        address = spoken_phone(self.process.phone)
        return context | {"address": address, "back": reverse("account_change_phone")}
