"""What keeps an account one's own: password, second step, sessions."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.mixins import NextRedirectMixin
from allauth.account.views import PasswordChangeView, PasswordSetView, ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse

from newsroom.accounts import codes, desk, forms
from newsroom.accounts.devices import device
from newsroom.accounts.views.page import AccountPage, OwnPage


class SetPasswordPage(OwnPage, PasswordSetView):
    template_name = "account/new_password.html"

    def get_form_class(self):
        return forms.NewPasswordForm


class ChangePasswordPage(OwnPage, PasswordChangeView):
    """Whoever has just signed in by a code need not know the password that he forgot."""

    template_name = "account/new_password.html"

    def get_form_class(self):
        since = time.time() - codes.LIFETIME.total_seconds()
        records = get_authentication_records(self.request, self.request.user)
        has_code = any(each["method"] == "code" and each["at"] > since for each in records)
        return forms.NewPasswordForm if has_code else forms.ChangePasswordForm


class PasswordAgainPage(OwnPage, ReauthenticateView):
    template_name = "account/again.html"

    def get_form_class(self):
        return forms.ReauthenticateForm


# --- The second step -----------------------------------------------------------------------------
class SecondStepPage(AccountPage, mfa.AuthenticateView):
    """On the way in: the password or the code was right, now the application's."""

    template_name = "account/second_step.html"

    def get_form_class(self):
        return forms.SecondStepForm


class SecondStepAgainPage(OwnPage, mfa.ReauthenticateView):
    template_name = "account/again.html"

    def get_form_class(self):
        return forms.SecondStepAgainForm


class BehindSecondStep(OwnPage):
    """A page that weakens the second step: a session that never took it takes it first.

    Such a session began before the step was set up; a password alone must not take it away again.
    """

    def lead_on(self):
        return super().lead_on() or self.code_first()

    def code_first(self):
        records = get_authentication_records(self.request, self.request.user)
        is_taken = any(record["method"] == "mfa" for record in records)
        if is_taken or not desk.has_second_step(self.request.user):
            return None
        return redirect_to_login(self.request.path, login_url=reverse("mfa_reauthenticate"))


class SecondStepsPage(OwnPage, mfa.IndexView):
    template_name = "account/second_steps.html"


class ActivatePage(OwnPage, NextRedirectMixin, ActivateTOTPView):
    template_name = "account/activate.html"

    def get_form_class(self):
        return forms.ActivateForm

    def form_valid(self, form):
        """Take the code that was just typed as shown: nobody is asked for another at once."""
        response = super().form_valid(form)
        user = self.request.user
        factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, factor)
        return response

    def get_success_url(self):
        return self.passthrough_next_url(reverse("mfa_view_recovery_codes"))


class DeactivatePage(BehindSecondStep, DeactivateTOTPView):
    template_name = "account/deactivate.html"


class RecoveryCodesPage(BehindSecondStep, NextRedirectMixin, ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.get_next_url(), **kwargs)


class NewRecoveryCodesPage(BehindSecondStep, GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"


# --- Sessions ------------------------------------------------------------------------------------
class SessionsPage(OwnPage, ListUserSessionsView):
    """Where somebody is signed in; each session can be ended, and all others at once."""

    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.device = device(session.user_agent)
        return context

    def form_valid(self, form):
        chosen = self.request.POST.get("session", "")
        if not chosen:
            return super().form_valid(form)
        if chosen.isascii() and chosen.isdigit():
            own = UserSession.objects.filter(user=self.request.user, pk=chosen)
            end_sessions(self.request, list(own))
        return HttpResponseRedirect(self.success_url)
