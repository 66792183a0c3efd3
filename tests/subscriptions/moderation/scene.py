"""Texts that wait for the moderators, made without the reader's pages.

wording = sent("Le pont est fermé depuis mardi.", writer=named(cast.subscriber()))
"""

import uuid

from django.utils import timezone

from subscriptions import reader
from subscriptions.contributions import showing
from subscriptions.models import Contribution, Reader, Report, WatchedWord, Wording
from subscriptions.moderation import folding
from tests import cast

TEXT = "Le bac de Konna ne passe plus depuis mardi, et personne ne dit quand il reviendra."


def named(user, name="", state=Reader.NameState.APPROVED, **fields):
    """Give `user` a name shown over what he writes, and return him."""
    row = reader.reader_of(user)
    row.pen_name = name or f"{user.name.split()[0]} {user.pk}"
    row.pen_name_key = row.pen_name.lower()
    row.pen_name_state = state
    for key, value in fields.items():
        setattr(row, key, value)
    row.save()
    return user


def sent(text=TEXT, *, writer=None, article=None, parent=None, at=None):
    """Return a first wording that waits; by default of a subscriber whose name was checked."""
    writer = writer or named(cast.subscriber())
    at = at or timezone.now()
    article = article or (parent.article if parent else cast.published().article)
    showing.discussion_of(article.pk)
    contribution = Contribution.objects.create(
        article=article,
        parent=parent,
        writer=writer,
        pen_name=reader.reader_of(writer).pen_name,
        created_at=at,
    )
    return worded(contribution, text, at=at)


def worded(contribution, text, at=None):
    """Return a new wording of `contribution` that waits."""
    return Wording.objects.create(
        contribution=contribution,
        writer=contribution.writer,
        key=uuid.uuid4(),
        text=text,
        digest=folding.digest(text),
        submitted_at=at or timezone.now(),
    )


def shown(text=TEXT, **fields):
    """Return a wording that readers see."""
    wording = sent(text, **fields)
    showing.show(wording)
    wording.refresh_from_db()
    return wording


def reported(wording, *reporters, reason="insult", **fields):
    """Let readers tell of the contribution of `wording`; returns the reports."""
    contribution = wording.contribution
    rows = [
        Report.objects.create(contribution=contribution, reporter=who, reason=reason, **fields)
        for who in reporters
    ]
    open_reports = contribution.reports.filter(outcome=Report.Outcome.OPEN).count()
    Contribution.objects.filter(pk=contribution.pk).update(open_reports=open_reports)
    return rows


def watch(words, kind=WatchedWord.Kind.BANNED):
    return WatchedWord.objects.create(words=words, folded=folding.key(words), kind=kind)
