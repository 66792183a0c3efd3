"""Signing in by a code: the same road for an old account and for one that it makes.

Built on allauth's login, whose stage « login by code » it fills with a process of its own: whose
address it is, is looked up once the right code was typed. Until then nothing that happens differs
between an address that has an account and one that has none.
"""

import time

from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login, stash_login
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.utils import timezone

from newsroom.accounts import codes
from newsroom.accounts.creating import account_of, reader_account

TRIES = 5  # of typing one code
RESENT = 2  # times that a new one is sent before the address has to be typed again


class SignInCode(AbstractCodeVerificationProcess):
    """The code sent to `address` for this browser; it lies in the session, on our side."""

    def __init__(self, stage):
        self.stage = stage
        self.request = stage.request
        super().__init__(TRIES, codes.LIFETIME.total_seconds(), stage.state)

    @classmethod
    def begin(cls, request, address):
        """Send a first code. Raises RateLimited."""
        login = Login()
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(None), address=address)
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def pending(cls, request):
        """Return the process of this browser, its code expired or not; None when there is none."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage) if stage and "address" in stage.state else None

    @property
    def address(self):
        return self.state["address"]

    @property
    def is_sent(self):
        """Whether the last message left; if not, only the office knows the code."""
        return self.state["is_sent"]

    @property
    def tries_left(self):
        return TRIES - self.state["failed_attempts"]

    @property
    def can_resend(self):
        return not self.is_resend_quota_reached(RESENT)

    def send(self):
        ratelimit.consume(
            self.request, action="request_login_code", key=self.address, raise_exception=True
        )
        code = generate_user_code(**settings.ALLAUTH_USER_CODE_FORMAT)
        is_sent = codes.send(to=self.address, code=code)
        self.state.update(code=code, is_sent=is_sent, at=time.time(), failed_attempts=0)

    def resend(self):
        """Send another code, which makes the first worthless. Raises RateLimited."""
        self.send()
        self.record_resend()
        self.persist()

    def persist(self):
        # A session that leads to no account is not kept for months: the adapter lengthens it.
        self.request.session.set_expiry(settings.ACCOUNT_LOGIN_TIMEOUT)
        stash_login(self.request, self.stage.login)

    def abort(self):
        clear_login(self.request)

    def finish(self, redirect_url):
        """Sign in whose address it is, after a second step where there is one."""
        address, kind = self.address, "email" if "@" in self.address else "phone"
        user = account_of(address) or reader_account(**{kind: address})
        confirm(user, address)
        codes.forget(address)
        record_authentication(self.request, user, method="code", **{kind: address})
        return perform_login(self.request, Login(user=user, redirect_url=redirect_url))


def confirm(user, address):
    """Note that `user` has received what was sent to his own address or number."""
    if "@" in address:
        defaults = {"verified": True, "primary": True}
        EmailAddress.objects.filter(user=user).exclude(email=address).delete()
        EmailAddress.objects.update_or_create(user=user, email=address, defaults=defaults)
    elif user.phone_confirmed_at is None:
        user.phone_confirmed_at = timezone.now()
        user.save(update_fields=["phone_confirmed_at"])
