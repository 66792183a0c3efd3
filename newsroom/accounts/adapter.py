"""What allauth asks of the newspaper: where numbers are kept, how codes leave, what is said."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import codes
from newsroom.accounts.creating import account_of
from newsroom.accounts.fields import PhoneField
from newsroom.models import Newspaper

STAFF_IDLE = 12 * 3600  # seconds without a page of the desk after which staff sign in again
DESK_SEEN = "desk_seen"  # in the session of staff: when a page of the desk was last seen

_TAKEN = _(
    "There is another account with it already. Sign out and sign in with it, or ask the "
    "subscription office."
)
_ERRORS = {
    "account_inactive": _("This account is closed."),
    "email_taken": _TAKEN,
    "phone_taken": _TAKEN,
    "duplicate_email": _("This is the address that you have already."),
    "same_as_current": _("This is the number that you have already."),
    "incorrect_code": _("This is not the code."),
    "incorrect_password": _("This is not your password."),
    "enter_current_password": _("This is not your present password."),
    "too_many_login_attempts": _("Too many tries. Wait a few minutes before the next one."),
    "rate_limited": _("Too many tries. Wait a few minutes before the next one."),
}

SAID = {
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/phone_verified.txt": _("Your telephone number is confirmed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_deactivated.txt": _("The second step is off."),
}
"""What is said after something was done; the rest of what allauth would say goes without saying."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | _ERRORS

    def is_safe_url(self, url):
        """Lead back to this site only, whatever other hosts it may be asked by."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        if text := message or SAID.get(message_template):
            messages.add_message(request, level, text)

    # --- Signing in ---
    def get_login_stages(self):
        """A code, then the second step. What is unconfirmed keeps nobody out of his account."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def login(self, request, user):
        super().login(request, user)
        request.session.set_expiry(STAFF_IDLE if user.is_staff else None)
        if user.is_staff:
            request.session[DESK_SEEN] = int(time.time())

    def reauthenticate(self, user, password):
        address = user.email or user.phone
        found = self.authenticate(context.request, username=address, password=password)
        return found == user

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask again for what lets others in, unless somebody signed in a moment ago."""
        user = context.request.user
        if app != "allauth.mfa" and not user.is_staff:
            return False
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(context.request, user)
        return not any(record["at"] > since for record in records)

    def get_password_change_redirect_url(self, request):
        return settings.LOGIN_REDIRECT_URL

    # --- Telephone numbers ---
    def phone_form_field(self, **kwargs):
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone):
        return account_of(phone)

    def get_phone(self, user):
        return (user.phone, user.phone_confirmed_at is not None) if user.phone else None

    def set_phone(self, user, phone, verified):
        user.phone = phone
        user.phone_confirmed_at = timezone.now() if verified else None
        user.save(update_fields=["phone", "phone_confirmed_at"])

    def set_phone_verified(self, user, phone):
        codes.forget(phone)
        self.set_phone(user, phone, True)

    # --- Codes ---
    def send_verification_code_sms(self, user, phone, code, **kwargs):
        codes.send(to=phone, code=code)

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        codes.send(to=emailconfirmation.email_address.email, code=emailconfirmation.key)

    def confirm_email(self, request, email_address):
        codes.forget(email_address.email)
        return super().confirm_email(request, email_address)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | _ERRORS

    def get_totp_issuer(self):
        return Newspaper.current().title
