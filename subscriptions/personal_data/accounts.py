"""The register of personal data: what opens an account, and from where."""

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.personal_data.held import HIMSELF, KEY, NUMBER, STAFF, WORK, End, Held, by


def _sent_to(user):
    return Q(to__in=[address for address in (user.email, user.phone) if address])


def _his_sessions(user):
    keys = apps.get_model("usersessions.UserSession").objects.filter(user=user)
    return Q(session_key__in=keys.values("session_key"))


OF_ACCOUNTS = [
    Held(
        "newsroom.User",
        _("Account"),
        lambda user: Q(pk=user.pk),
        End.DELETED,
        {
            "public_id": _("public number"),
            "name": _("name"),
            "email": _("e-mail address"),
            "phone": _("telephone number"),
            "phone_confirmed_at": _("telephone number confirmed"),
            "joined_at": _("joined"),
            "last_login": _("last sign-in"),
            "is_active": _("active"),
        },
        {"id": NUMBER, "password": KEY, "is_staff": STAFF, "is_superuser": STAFF},
    ),
    Held(
        "account.EmailAddress",
        _("E-mail addresses"),
        by("user"),
        End.DELETED,
        {"email": _("e-mail address"), "verified": _("confirmed"), "primary": _("main address")},
        {"id": NUMBER, "user": HIMSELF},
    ),
    Held(
        "account.EmailConfirmation",
        _("Confirmations of e-mail addresses"),
        by("email_address__user"),
        End.DELETED,
        {"created": _("made"), "sent": _("sent")},
        {"id": NUMBER, "email_address": "told above", "key": KEY},
    ),
    Held(
        "newsroom.SentCode",
        _("Codes sent"),
        _sent_to,
        End.DELETED,
        {"to": _("sent to"), "sent_at": _("sent"), "expires_at": _("valid until")},
        {"code": KEY},
    ),
    Held(
        "mfa.Authenticator",
        _("Two-step sign-in"),
        by("user"),
        End.DELETED,
        {"type": _("kind"), "created_at": _("made"), "last_used_at": _("last used")},
        {"id": NUMBER, "user": HIMSELF, "data": KEY},
    ),
    Held(
        "usersessions.UserSession",
        _("Devices signed in"),
        by("user"),
        End.DELETED,
        {
            "created_at": _("since"),
            "last_seen_at": _("last seen"),
            "ip": _("network address"),
            "user_agent": _("browser"),
        },
        {"id": NUMBER, "user": HIMSELF, "session_key": KEY, "data": WORK},
    ),
    Held(
        "sessions.Session",
        _("Open sessions"),
        _his_sessions,
        End.DELETED,
        {"expire_date": _("valid until")},
        {"session_key": KEY, "session_data": KEY},
    ),
]
