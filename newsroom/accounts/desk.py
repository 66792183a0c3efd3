"""The door of the newsroom: password, second step, and what somebody had typed before.

Everything happens at one address, `admin:login`, with allauth's forms and limits. What was typed
into a form whose session had ended travels from step to step in the pages, as `newsroom.expired`
explains.

Readers stay signed in for months, staff for twelve hours after the last page of the desk.
"""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from newsroom import expired
from newsroom.accounts.adapter import DESK_SEEN
from newsroom.accounts.forms import SecondStepAgainForm, SecondStepForm, StaffPasswordForm
from newsroom.models import JournalEntry
from newsroom.pages import private

_SEEN_EVERY = 15 * 60  # seconds: a session is not written anew for each page


def has_second_step(user):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_second_step_missing(request):
    """Whether somebody who is signed in has still to show a code before he may see the desk."""
    if not settings.STAFF_TWO_FACTOR:
        return False
    records = get_authentication_records(request, request.user)
    return not any(record["method"] == "mfa" for record in records)


def stay(request):
    """Begin the hours of idleness of a session of staff anew."""
    now = int(time.time())
    if now - request.session.get(DESK_SEEN, now) > _SEEN_EVERY:
        request.session[DESK_SEEN] = now


@transaction.atomic
def take_away_second_step(*, user, by):
    """Take application and recovery codes from whoever lost his telephone, and end his sessions.

    Raises PermissionDenied unless `by` looks after accounts; a superuser's are a superuser's.
    """
    is_allowed = by.has_perm("newsroom.change_user")
    if not is_allowed or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    JournalEntry.record(actor=by, verb="take_away_factor", subject=user)


class Door:
    """One request to the door. `path` is where it leads, `typed` what is carried there."""

    def __init__(self, site, request, *, path=None, typed=None, files=(), is_expired=False):
        self.site, self.request = site, request
        self.path = path or expired.way_on(request)
        self.typed = request.POST.get(expired.TYPED, "") if typed is None else typed
        self.shown = {"files": files, "is_expired": is_expired}

    def answer(self):
        """Carry out the step that was posted, and show the next one."""
        request, form = self.request, None
        if request.method == "POST":
            if "again" in request.POST:
                self._begin_again()
            elif "username" in request.POST:
                form = self._password(request.POST)
            elif "code" in request.POST:
                form = self._code(request.POST)
        return self.show(form)

    def _begin_again(self):
        clear_login(self.request)
        if self.request.user.is_authenticated:
            get_adapter().logout(self.request)

    def _password(self, data=None):
        form = StaffPasswordForm(self.request, data)
        if data and form.is_valid():
            form.sign_in(self.path)
            return None
        return form

    def _code(self, data=None):
        """Return the form of the second step; None when there is none to take, or it was taken."""
        if self.request.user.is_authenticated:
            form = SecondStepAgainForm(data, user=self.request.user)
            if data and form.is_valid():
                form.save()
                return None
            return form
        stage = LoginStageController.enter(self.request, AuthenticateStage.key)
        if stage is None:
            return None
        form = SecondStepForm(data, user=stage.login.user)
        if data and form.is_valid():
            form.save()
            stage.exit()
            return None
        return form

    def show(self, form=None, *, status=200):
        """Return the page of the step to be taken now, or the way on when none is left."""
        return private(self.request, self._page(form, status))

    def _page(self, form, status):
        user = self.request.user
        if form is not None:
            return self._step(form, status)
        if not user.is_authenticated:
            return self._step(self._code() or self._password(), status)
        if not user.is_staff:
            return self._step(self._password(), status)
        if is_second_step_missing(self.request):
            return self._second_step(user, status)
        if self.typed:
            return expired.page(self.request, self.site, path=self.path, typed=self.typed)
        return HttpResponseRedirect(self.path)

    def _second_step(self, user, status):
        if has_second_step(user):
            return self._step(self._code(), status)
        activation = reverse("mfa_activate_totp")
        if self.typed:
            return self._step(None, status, activation=activation)
        return HttpResponseRedirect(f"{activation}?{urlencode({'next': self.path})}")

    def _step(self, form, status, **more):
        context = {
            **self.site.each_context(self.request),
            **self.shown,
            **more,
            "title": _("Log in"),
            "form": form,
            "is_second_step": form is None or "code" in form.fields,
            "typed": self.typed,
            REDIRECT_FIELD_NAME: self.path,
        }
        return TemplateResponse(self.request, "admin/login.html", context, status=status)
