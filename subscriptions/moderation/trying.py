"""Before a word is watched: what each rule says of a text, and which texts a word would trip."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from subscriptions.models import Wording
from subscriptions.moderation import folding, pipeline, rules

MONTH = timedelta(days=30)
MOST_READ = 60_000  # texts of the last month, the newest first
MOST_SHOWN = 50


def verdicts(text) -> list[rules.Verdict]:
    """Return what every rule says of `text` on its own: nothing is known of its writer."""
    words = pipeline.watched()
    context = rules.Context(banned=words["banned"], suspect=words["suspect"])
    return pipeline.judge(text, context=context)


@dataclass
class Trial:
    """What a word trips: `found` of the `read` texts; `shown` are (wording, marks) of the newest.

    `is_cut` says that the month had more texts than were read.
    """

    read: int = 0
    found: int = 0
    is_cut: bool = False
    shown: list = field(default_factory=list)


def word(words) -> Trial:
    """Read the texts of the last month for `words`, as the rules would if they were watched."""
    key = folding.key(words)
    trial = Trial()
    if not key:
        return trial
    pattern, hint = folding.pattern_of((key,)), folding.coarse(key)
    recent = Wording.objects.filter(submitted_at__gte=timezone.now() - MONTH)
    newest = recent.order_by("-submitted_at", "-pk").values_list("pk", "text")
    hits = []
    for number, text in newest[: MOST_READ + 1].iterator(chunk_size=2000):
        if trial.read == MOST_READ:
            trial.is_cut = True
            break
        trial.read += 1
        if hint in folding.coarse(text) and (marks := folding.marks(text, pattern)):
            hits.append((number, marks))
    trial.found = len(hits)
    trial.shown = _shown(hits[:MOST_SHOWN])
    return trial


def _shown(hits):
    rows = Wording.objects.select_related("contribution__article")
    rows = rows.in_bulk([number for number, _marks in hits])
    return [(rows[number], marks) for number, marks in hits if number in rows]
