"""An account with one row in every model that holds personal data, each word of it told apart."""

import datetime
import uuid
from types import SimpleNamespace

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from newsroom.models import JournalEntry, SentCode
from subscriptions import subscribing
from subscriptions.billing import ledger
from subscriptions.contributions.showing import link_to, show
from subscriptions.models import (
    Appeal,
    Attempt,
    Contribution,
    Discussion,
    Grant,
    Judgement,
    Notice,
    PaymentEvent,
    Plan,
    Reader,
    Reason,
    Report,
    Sanction,
    Voucher,
    VoucherBatch,
    Wording,
)
from tests import cast

NAME, EMAIL, PHONE = "Bintou Sacko", "bintou.sacko@example.org", "+22370112233"
PEN_NAME = "Bintou du fleuve"
IP, BROWSER = "203.0.113.77", "Navigateur de Bintou"
NAMING = (NAME, EMAIL, PHONE, PEN_NAME, IP, BROWSER)
"""What leads to her: no row may hold any of it once she has gone."""

SHOWN, REFUSED, PENDING = "Ce que tous lisent", "Ce que personne ne lit", "Ce qui attend"
HER_REPLY, OF_OTHERS = "Sa réponse à Oumar", "La réponse d’Oumar"


def open_one():
    """Fill the database and return what the tests ask about, by name."""
    cast.paper()
    user = cast.reader(NAME, email=EMAIL, phone=PHONE)
    staff = SimpleNamespace(office=cast.fanta(), moderator=cast.ibrahim())
    _opened_by(user)
    _paid(user, staff.office)
    found = _written(user, staff)
    _told(user, staff)
    return SimpleNamespace(user=user, staff=staff, **found)


def _opened_by(user):
    now = timezone.now()
    address = EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, sent=now, key="clef-du-courrier")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "graine-totp"})
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    UserSession.objects.create(
        user=user, ip=IP, user_agent=BROWSER, session_key=session.session_key
    )
    later = now + datetime.timedelta(minutes=5)
    SentCode.objects.create(to=PHONE, code="739104", expires_at=later)
    SentCode.objects.create(to=EMAIL, code="739105", expires_at=later)


def _paid(user, office):
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)
    attempt = Attempt.objects.create(
        user=user,
        plan=plan,
        method="wave",
        reference="REF-BINTOU",
        label="Un mois",
        days=30,
        amount=2500,
        state=Attempt.State.SUCCEEDED,
        back_to="/contributions/1/ecrire/",
        launch_url="https://pay.example.org/secret",
    )
    PaymentEvent.objects.create(
        method="wave", event_id="EV-1", body=b'{"id":"EV-1"}', attempt=attempt, outcome="asked"
    )
    batch = VoucherBatch.objects.create(
        plan=plan, label="Un mois", days=30, value=2500, count=1, kiosk="Kiosque", created_by=office
    )
    voucher = Voucher.objects.create(
        batch=batch, serial=41270001, code_hash="0" * 64, redeemed_by=user
    )
    for method, more in (("wave", {"attempt": attempt}), ("voucher", {"voucher": voucher})):
        subscribing.held(user)
        entry = ledger.record(user=user, method=method, amount=2500, label="Un mois", **more)
        subscribing.grant(user=user, days=30, kind=Grant.Kind.PAYMENT, entry=entry)
    subscribing.give(user=user, days=2, by=office, reason=f"Panne signalée par {NAME}")


def _written(user, staff):
    reader = Reader.objects.create(user=user, pen_name=PEN_NAME, pen_name_key="bintou du fleuve")
    Reader.objects.filter(pk=reader.pk).update(pen_name_state=Reader.NameState.APPROVED)
    other = cast.subscriber()
    Reader.objects.create(user=other, pen_name="Oumar D.", pen_name_state=Reader.NameState.APPROVED)
    publication = cast.published(headline="Le quai de Konna")
    shown = contribution(user, PEN_NAME, publication.article, SHOWN)
    show(shown.wordings.get())
    _judged(shown.wordings.get(), staff.moderator, "approved")
    waiting = _wording(shown, user, PENDING)
    of_others = contribution(other, "Oumar D.", publication.article, OF_OTHERS, parent=shown)
    show(of_others.wordings.get())
    his = contribution(other, "Oumar D.", publication.article, "Oumar ouvre")
    show(his.wordings.get())
    reply = contribution(user, PEN_NAME, publication.article, HER_REPLY, parent=his)
    show(reply.wordings.get())
    refused = contribution(user, PEN_NAME, publication.article, REFUSED, state="rejected")
    judgement = _judged(refused.wordings.get(), staff.moderator, "rejected")
    Appeal.objects.create(judgement=judgement, words="Son recours")
    Report.objects.create(
        contribution=his, reporter=user, reason=Reason.INSULT, note="Son signalement"
    )
    Contribution.objects.filter(pk=his.pk).update(open_reports=1)
    Discussion.objects.filter(article=publication.article).update(extract=shown)
    return {
        "publication": publication,
        "other": other,
        "shown": shown,
        "waiting": waiting,
        "of_others": of_others,
        "his": his,
        "reply": reply,
        "reply_link": link_to(reply),
        "refused": refused,
    }


def contribution(writer, pen_name, article, text, parent=None, state="pending"):
    made = Contribution.objects.create(
        article=article, parent=parent, writer=writer, pen_name=pen_name, state=state
    )
    _wording(made, writer, text, state=state)
    return made


def _wording(contribution, writer, text, state="pending"):
    return Wording.objects.create(
        contribution=contribution,
        writer=writer,
        key=uuid.uuid4(),
        text=text,
        state=state,
        verdicts=[{"rule": "banned", "verdict": "hold", "reason": "Un mot", "marks": []}],
    )


def _judged(wording, by, verdict):
    return Judgement.objects.create(
        wording=wording,
        verdict=verdict,
        reason=Reason.INSULT if verdict == "rejected" else "",
        note=f"Note à {NAME}",
        by=by,
        settles_at=timezone.now() + datetime.timedelta(seconds=30),
        before={"contribution": {"shown_html": "<p>Avant</p>"}},
    )


def _told(user, staff):
    sanction = Sanction.objects.create(
        user=user, kind=Sanction.Kind.WARNING, reason="Un rappel", by=staff.moderator
    )
    note = f"{NAME} a été rappelée à l’ordre au {PHONE}"
    JournalEntry.record(actor=staff.moderator, verb="sanction", subject=sanction, note=note)
    JournalEntry.record(actor=staff.office, verb="open_account", subject=user, to=[PHONE, EMAIL])
    JournalEntry.record(actor=user, verb="redeem", subject=user.subscription)
    Notice.objects.create(user=user, kind="account", subject="Bonjour", text="Un message pour elle")
