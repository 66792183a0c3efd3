"""The readers of the demo newspaper: who subscribes, what they write, and how it was judged."""

import datetime
import uuid

from django.utils import timezone

from newsroom.demo.source import table
from newsroom.models import User
from subscriptions import subscribing
from subscriptions.billing import office, vouchers
from subscriptions.billing.voucher_codes import printed
from subscriptions.contributions import contributing, pen_names
from subscriptions.models import (
    Contribution,
    ContributionSpace,
    Grant,
    LedgerEntry,
    Plan,
    Reader,
    Subscription,
    WatchedWord,
    Wording,
)
from subscriptions.moderation import folding, judging
from subscriptions.reader import reader_of

_PRINTED = "Abonné de l’édition imprimée"
_VOUCHERS = 12


def open_space(desk, *, password):
    """Fill the contributions space; return the codes of some vouchers, kept nowhere else.

    `desk` is the demo's, whose texts are filed; readers with an e-mail address have `password`.
    """
    users = desk.users
    about = table("contributions")
    ContributionSpace.objects.create(pk=1, rules=about["rules"])
    for word in about["watched"]:
        WatchedWord.objects.create(folded=folding.key(word["words"]), **word)
    rows = table("readers")["reader"]
    readers = {row["key"]: _reader(row, users["subscriptions"], password) for row in rows}
    _Discussion(desk, readers).hold(about["contribution"])
    return _vouchers(users["subscriptions"])


def _reader(row, clerk, password):
    user = User.objects.create_user(
        phone=row["phone"],
        phone_confirmed_at=timezone.now(),
        email=row.get("email"),
        password=password if row.get("email") else None,
        name=row["name"],
    )
    if row["pen_name"]:
        pen_names.take(reader_of(user), row["pen_name"])
    if row.get("is_trusted"):
        Reader.objects.filter(user=user).update(is_trusted=True)
    if row["days"] > 0:
        subscribing.give(user=user, days=row["days"], by=clerk, reason=_PRINTED)
    if row["days"] < 0:
        _lapsed(user, clerk, -row["days"])
    return user


def _lapsed(user, clerk, days):
    """Sell a month that ended some `days` ago."""
    plan = Plan.objects.get(name="Un mois")
    entry = office.take_payment(user=user, plan=plan, method="cash", by=clerk, key=uuid.uuid4())
    at = timezone.now() - datetime.timedelta(days=days + plan.days)
    LedgerEntry.objects.filter(pk=entry.pk).update(at=at)
    Grant.objects.filter(entry=entry).update(at=at)
    starts_at, ends_at = subscribing.fold(Grant.objects.filter(entry=entry))
    Subscription.objects.filter(user=user).update(starts_at=starts_at, ends_at=ends_at)


def _vouchers(clerk):
    batch, codes = vouchers.create_batch(
        plan=Plan.objects.get(name="Un mois"),
        count=_VOUCHERS,
        kiosk="Kiosque du Port",
        by=clerk,
    )
    vouchers.activate(batch=batch, by=clerk)
    return [printed(code) for code in codes[:3]]


class _Discussion:
    """Carries what the readers wrote as far as the file says, by the verbs."""

    def __init__(self, desk, readers):
        self.desk, self.readers = desk, readers
        self.moderator = desk.users["moderator"]
        self.editor = desk.users["editor_in_chief"]
        self.written = {}

    def hold(self, rows):
        for row in rows:
            contribution = self._answer(row) if row.get("answer") else self._contribution(row)
            self.written[row.get("key")] = contribution
            self._date(contribution, row)

    def _answer(self, row):
        parent = self.written[row["to"]]
        return contributing.answer(
            parent=parent, by=self.editor, text=row["text"], key=uuid.uuid4()
        )

    def _contribution(self, row):
        contribution = contributing.submit(
            article=self.desk.articles[row["on"]],
            user=self.readers[row["by"]],
            text=row["text"],
            key=uuid.uuid4(),
            parent=self.written[row["to"]] if "to" in row else None,
        )
        state = row.get("state", "approved")
        if state == "rejected":
            wording = contribution.wordings.get()
            words = {"reason": row["reason"], "note": row["note"]}
            judging.reject(wording=wording, by=self.moderator, **words)
        elif state != "pending":
            self._approve(contribution, row)
        return contribution

    def _approve(self, contribution, row):
        wording = contribution.wordings.get()
        if wording.state == Wording.State.PENDING:
            judging.approve(wording=wording, by=self.moderator)
        if row.get("choice"):
            contributing.choose(contribution=contribution, by=self.editor)
        if row.get("extract"):
            article = contribution.article
            contributing.set_extract(article=article, contribution=contribution, by=self.editor)
        if row.get("state") == "reported":
            reporter = self.readers["institutrice"]
            contributing.report(contribution=contribution, user=reporter, reason=row["reason"])

    def _date(self, contribution, row):
        """Date it some minutes after the article, as if the day had gone on."""
        published_at = Contribution.objects.values_list("article__first_published_at", flat=True)
        at = published_at.get(pk=contribution.pk) + datetime.timedelta(minutes=row["minutes"])
        at = min(at, timezone.now())
        dated = Contribution.objects.filter(pk=contribution.pk)
        dated.update(created_at=at)
        dated.filter(shown_at__isnull=False).update(shown_at=at)
        contribution.wordings.update(submitted_at=at)
