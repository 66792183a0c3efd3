"""The rules in their order, what they need to know, and what they said kept with the text."""

import datetime

from django.db.models import Count, Q
from django.utils import timezone

from subscriptions.models import Contribution, Judgement, Report, WatchedWord, Wording
from subscriptions.moderation import folding, rules

_MINUTE = datetime.timedelta(minutes=1)
_MONTH = datetime.timedelta(days=30)
_JUDGED = 10  # of the writer's last judgements


def judge(text, *, context) -> list[rules.Verdict]:
    """Return what every rule says of `text`, those that let it pass included."""
    return [rule(text, context) for rule in rules.RULES]


def run(wording) -> list[rules.Verdict]:
    """Judge `wording`, keep with it what the rules said, and return those verdicts.

    Only the rules that said something are kept: one that is not named let the text pass.
    """
    wording.digest = folding.digest(wording.text)
    told = [
        verdict
        for verdict in judge(wording.text, context=context_of(wording))
        if verdict.verdict != rules.CLEAR
    ]
    wording.verdicts = [verdict.as_json() for verdict in told]
    wording.save(update_fields=["digest", "verdicts"])
    return told


def is_held(verdicts) -> bool:
    """Whether any rule keeps the text from readers until a person has judged it."""
    held = rules.STRICTNESS.index(rules.HOLD)
    return any(rules.STRICTNESS.index(verdict.verdict) >= held for verdict in verdicts)


def context_of(wording) -> rules.Context:
    """Return what is known around `wording`, which has been stored, in seven queries at most."""
    words = watched()
    same = _same_texts(wording)
    judged = _last_verdicts(wording.writer_id)
    return rules.Context(
        banned=words[WatchedWord.Kind.BANNED],
        suspect=words[WatchedWord.Kind.SUSPECT],
        same_by_writer=same["own"],
        same_by_others=same["others"],
        recent_sends=_recent_sends(wording),
        is_new=not Contribution.objects.filter(
            writer=wording.writer_id, shown_at__isnull=False
        ).exists(),
        judged=len(judged),
        refused=judged.count(Judgement.Verdict.REJECTED),
        reported=_reported(wording.writer_id),
    )


def watched() -> dict[str, tuple[str, ...]]:
    """Return {kind: the folded words} of all watched words."""
    kinds = {kind: [] for kind in WatchedWord.Kind.values}
    for kind, folded in WatchedWord.objects.order_by("pk").values_list("kind", "folded"):
        kinds[kind].append(folded)
    return {kind: tuple(words) for kind, words in kinds.items()}


def _same_texts(wording):
    """Count the same letters in other contributions; an edit may well say the same again."""
    earlier = Wording.objects.filter(
        digest=wording.digest, submitted_at__gte=wording.submitted_at - _MONTH
    ).exclude(contribution=wording.contribution_id)
    own = Q(writer=wording.writer_id)
    return earlier.aggregate(own=Count("pk", filter=own), others=Count("pk", filter=~own))


def _recent_sends(wording):
    sent = Wording.objects.filter(
        writer=wording.writer_id,
        submitted_at__gt=wording.submitted_at - _MINUTE,
        submitted_at__lte=wording.submitted_at,
    )
    return sent.exclude(pk=wording.pk).count()


def _last_verdicts(writer):
    last = Judgement.objects.filter(
        wording__writer=writer, undone_at__isnull=True, by__isnull=False
    ).order_by("-at", "-pk")
    return list(last.values_list("verdict", flat=True)[:_JUDGED])


def _reported(writer):
    """Count the contributions of `writer` with a report of this month that stands or waits."""
    told = Report.objects.filter(
        contribution__writer=writer, weighs=True, at__gte=timezone.now() - _MONTH
    )
    told = told.exclude(outcome=Report.Outcome.DISMISSED)
    return told.aggregate(count=Count("contribution", distinct=True))["count"]
