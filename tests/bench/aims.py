"""What the measurements have to show, and whether they do."""

import operator
from dataclasses import dataclass

MET, MISSED = "met", "missed"
_HOLDS = {"≥": operator.ge, "≤": operator.le}


@dataclass(frozen=True)
class Aim:
    """A measured value beside its limit; `sign` is ≥ or ≤."""

    words: str
    value: float
    sign: str
    limit: float
    unit: str = "×"

    @property
    def is_met(self):
        return _HOLDS[self.sign](self.value, self.limit)

    def row(self):
        return (
            self.words,
            MET if self.is_met else MISSED,
            f"{self.value:.2f} {self.unit}".strip(),
            f"{self.sign} {self.limit:g} {self.unit}".strip(),
        )


COLD = {"article": 5, "front": 7, "rubric": 7, "tag": 7, "author": 7}
COLD |= {"contributions, signed in": 6}  # milliseconds of processor time
GROWTH = {"article": 1.15, "front": 1.25, "rubric": 1.25, "tag": 1.25, "author": 1.25, "feed": 1.25}
DELAYS = 200, 1000, 2000  # milliseconds: p50, p99 and the longest
_LATER = ", ten years back"


def of_ratios(through_nginx, kept):
    """Return the aims of the article, whose rates were divided by those of their references."""
    return [
        Aim("article through nginx, of the static file", through_nginx, "≥", 0.8),
        Aim("article kept in the application, of the bare view", kept, "≥", 0.6),
    ]


def of_cold_pages(costs):
    """Return the aims of drawing; `costs` is `{page: Cost}`."""
    found = [
        Aim(f"{page} drawn, processor time", costs[page].together, "≤", limit, "ms")
        for page, limit in COLD.items()
        if page in costs
    ]
    for page, cost in costs.items():
        if page.endswith(_LATER) and page.removesuffix(_LATER) in costs:
            of_today = costs[page.removesuffix(_LATER)]
            value = cost.together / of_today.together
            found.append(Aim(f"{page}, of today’s", value, "≤", 1.5))
    return found


def of_growth(few, many):
    """Return the aims of a larger archive: `{page: Cost}` with few articles and with many."""
    return [
        Aim(f"{page} drawn, of what it cost with few articles", grown, "≤", limit)
        for page, limit in GROWTH.items()
        if page in few and page in many
        for grown in [many[page].together / few[page].together]
    ]


def of_memory(mebibytes):
    return [Aim("memory of the application, all kinds of page warm", mebibytes, "≤", 150, "MiB")]


def of_delays(when, summaries):
    """Return the aims of publish-to-visible: (p50, p99, longest) milliseconds of each page."""
    slowest = [max(values) for values in zip(*summaries, strict=True)]
    return [
        Aim(f"publish to visible {when}, the slowest page: {words}", value, "≤", limit, "ms")
        for words, value, limit in zip(("p50", "p99", "longest"), slowest, DELAYS, strict=True)
    ]


def of_answers(when, load):
    return [Aim(f"{when} under load: answers refused or broken", load.lost, "≤", 0, "")]


def of_rush(rush):
    told = f"{rush.publications} publications in {rush.seconds:.0f} s"
    return [
        *of_answers(told, rush.busy),
        Aim(f"{told}: rate, of that at rest", rush.busy.rate / rush.idle.rate, "≥", 0.8),
        Aim(f"{told}: drawings of a page for each change", rush.drawn_a_change, "≤", 1, ""),
    ]
