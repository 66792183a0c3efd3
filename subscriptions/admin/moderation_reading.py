"""What a moderator has before his eyes: the text with its marks, its place, and its writer."""

import uuid

from django.db.models import Count, Q
from django.utils import timezone

from articles.models import Publication
from newsroom import diff
from subscriptions.models import Appeal, Contribution, Judgement, Reader, Report, Sanction, Wording
from subscriptions.moderation import labels, marking, reporting
from subscriptions.moderation.claiming import holder_of

DECISIONS = 6  # of a writer, in view


def load(wordings):
    """Return `wordings` with what their screens show of them."""
    return wordings.select_related(
        "contribution__article", "contribution__parent", "contribution__writer", "writer__reader"
    ).select_related("claimed_by")


def texts(wordings, *, by):
    """Return the `Text` of each of some wordings, in their order: six queries for all."""
    found = [Text(wording, by=by) for wording in load(wordings)]
    articles = {text.contribution.article_id for text in found}
    shown = Publication.objects.visible().filter(article__in=articles)
    publications = {publication.article_id: publication for publication in shown}
    for text in found:
        text.publication = publications.get(text.contribution.article_id)
    return found


def unsettled(by):
    """Return the last judgement of `by` that he can still take back, None when there is none."""
    last = Judgement.objects.filter(
        by=by, undone_at__isnull=True, settles_at__gt=timezone.now()
    ).select_related("wording__contribution")
    judgement = last.first()
    if judgement:
        judgement.seconds_left = max(
            1, round((judgement.settles_at - timezone.now()).total_seconds())
        )
    return judgement


class Text:
    """One text to be judged. `is_alone`: on a screen of its own, with all that hangs on it."""

    def __init__(self, wording, *, by, is_alone=False):
        self.wording = wording
        self.contribution = wording.contribution
        self.marked = marking.of_verdicts(wording.text, wording.verdicts)
        self.holder = holder_of(wording, besides=by)
        self.verdicts = [
            told | {"rule_label": labels.RULES.get(told["rule"], told["rule"])}
            for told in wording.verdicts
        ]
        self.since = getattr(wording, "since", wording.submitted_at)
        self.is_shown = self.contribution.state == Contribution.State.APPROVED
        self.can_be_judged = self.holder is None and wording.state in (
            Wording.State.PENDING,
            Wording.State.APPROVED,
            Wording.State.REJECTED,
        )
        if is_alone:
            self._read_around(by)

    def _read_around(self, by):
        article = self.contribution.article_id
        self.publication = Publication.objects.visible().filter(article=article).first()
        self.parent_text = _text_of(self.contribution.parent)
        self.earlier = self._earlier()
        self.changes = diff.words(self.earlier.text, self.wording.text) if self.earlier else []
        self.reports = self._reports()
        self.judgements = list(
            Judgement.objects.filter(wording__contribution=self.contribution)
            .select_related("by", "appeal__judged_by")
            .order_by("-at", "-pk")[:20]
        )
        self.appeal = next(
            (
                one.appeal
                for one in self.judgements
                if hasattr(one, "appeal") and one.appeal.outcome == Appeal.Outcome.OPEN
            ),
            None,
        )
        self.writer = Writer(self.wording) if self.wording.writer_id else None
        self.answer_key = uuid.uuid4()
        self.may_answer = self.is_shown and self.contribution.parent_id is None

    def _earlier(self):
        """Return the text that readers see while this later one waits, None without one."""
        if self.wording.state != Wording.State.PENDING:
            return None
        approved = self.contribution.wordings.filter(state=Wording.State.APPROVED)
        return approved.order_by("-pk").first()

    def _reports(self):
        reports = list(
            self.contribution.reports.filter(outcome=Report.Outcome.OPEN).select_related("reporter")
        )
        record = reporting.record_of([told.reporter_id for told in reports]) if reports else {}
        for told in reports:
            told.record = record[told.reporter_id]
        return reports


def _text_of(contribution):
    """Return what a contribution said last, be it shown or not."""
    if contribution is None:
        return ""
    return contribution.wordings.order_by("-pk").values_list("text", flat=True).first() or ""


class Writer:
    """Who wrote a text: known to the desk alone."""

    def __init__(self, wording):
        self.user = wording.writer
        self.reader = Reader.objects.filter(user=self.user).first() or Reader(user=self.user)
        own = Judgement.objects.filter(wording__writer=self.user, undone_at__isnull=True)
        self.decisions = list(
            own.exclude(wording=wording)
            .select_related("by", "wording__contribution__article")
            .order_by("-at", "-pk")[:DECISIONS]
        )
        self.counts = own.order_by().aggregate(
            approved=Count("pk", filter=Q(verdict=Judgement.Verdict.APPROVED)),
            refused=Count("pk", filter=Q(verdict=Judgement.Verdict.REJECTED)),
        )
        self.sanctions = list(Sanction.objects.filter(user=self.user).select_related("by")[:5])
        now = timezone.now()
        for sanction in self.sanctions:
            sanction.stands = sanction.lifted_at is None and (
                sanction.kind != Sanction.Kind.WARNING
                and (sanction.ends_at is None or sanction.ends_at > now)
            )

    @property
    def name_waits(self):
        return self.reader.pen_name_state == Reader.NameState.PENDING

    @property
    def name_is_refused(self):
        return self.reader.pen_name_state == Reader.NameState.REJECTED
