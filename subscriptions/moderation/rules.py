"""The rules that read a contribution before a person does: small, each with its reason in words.

A rule takes the text as it was sent and what is known around it, and returns its `Verdict`. No rule
refuses anything: the most it does is keep a text from readers until somebody has judged it.
"""

import re
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subscriptions.moderation import folding

CLEAR = "clear"
LOOK = "look"
"""Something for the moderator's eye; it does not delay the text."""
HOLD = "hold"
"""Never shown before a person has read it, whatever the mode."""
REFUSE = "refuse"
"""Held, and to be refused in the rule's opinion; a person decides."""

STRICTNESS = (CLEAR, LOOK, HOLD, REFUSE)

MANY_LINKS = 3
SHOUTED = 0.6  # share of capitals among the letters
SHOUT_LETTERS = 20  # a shorter text may well be « CAN 2025 »
SAME_LETTERS = 40  # shorter texts are often the same: « Merci pour cet article »
SENDS_A_MINUTE = 3
REFUSED_AT_LEAST = 3
REFUSED_SHARE = 0.3  # of the writer's last judgements
REPORTED = 2  # contributions of the writer


@dataclass(frozen=True)
class Context:
    """What is known around a text; `pipeline.context_of` reads it in a constant number of queries.

    `same_*` count earlier texts with the same letters, `recent_sends` the writer's other texts of
    the last minute, `judged` and `refused` his last judgements by persons, `reported` his
    contributions with a report of this month that stands or waits.
    """

    banned: tuple[str, ...] = ()
    suspect: tuple[str, ...] = ()
    same_by_writer: int = 0
    same_by_others: int = 0
    recent_sends: int = 0
    is_new: bool = False
    judged: int = 0
    refused: int = 0
    reported: int = 0


@dataclass(frozen=True)
class Verdict:
    """What one rule says: `marks` are [start, end] in the text, `reason` a sentence."""

    rule: str
    verdict: str = CLEAR
    reason: str = ""
    marks: list = field(default_factory=list)

    def as_json(self):
        return asdict(self) | {"marks": [list(mark) for mark in self.marks]}


def banned_words(text, context):
    return _words(
        "banned_words", text, context.banned, REFUSE, _("Banned words, whatever their disguise.")
    )


def suspect_words(text, context):
    return _words("suspect_words", text, context.suspect, LOOK, _("Words to be watched."))


def _words(rule, text, keys, verdict, reason):
    marks = folding.marks(text, folding.pattern_of(keys)) if keys else []
    return Verdict(rule, verdict, reason, marks) if marks else Verdict(rule)


_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>«»]+"
    r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*"
    r"\.(?:com|net|org|info|biz|xyz|top|site|online|shop|club|io|me|ly|ml|sn|ci|bf|ne|fr|co|tk)"
    r"(?:/[^\s<>«»]*)?(?![\w@-])",
    re.IGNORECASE,
)
_SHORTENERS = {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "cutt.ly", "rebrand.ly", "ow.ly"}
_SHORTENERS |= {"buff.ly", "shorturl.at", "s.id", "v.gd", "tiny.cc", "rb.gy", "lnkd.in"}
_PRIVATE_GROUPS = {"wa.me", "chat.whatsapp.com", "t.me"}


def links(text, context):
    found = [
        match for match in _LINK.finditer(text) if text[match.start() - 1 : match.start()] != "@"
    ]
    marks = [match.span() for match in found]
    hiding = [match.span() for match in found if _host(match[0]) in _SHORTENERS | _PRIVATE_GROUPS]
    if hiding:
        reason = _("A link that hides where it leads, or leads to a private messaging group.")
        return Verdict("links", HOLD, reason, hiding)
    if len(marks) >= MANY_LINKS:
        reason = _("%(count)s links in one text.") % {"count": len(marks)}
        return Verdict("links", HOLD, reason, marks)
    if marks:
        return Verdict("links", LOOK, _("A link: open it before you judge."), marks)
    return Verdict("links")


def _host(address):
    address = address if "//" in address else f"//{address}"
    return (urlsplit(address).hostname or "").removeprefix("www.")


_SHOUTED_WORD = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ]{2,}\b")


def capitals(text, context):
    letters = [sign for sign in text if sign.isalpha()]
    shouted = sum(sign.isupper() for sign in letters)
    if len(letters) < SHOUT_LETTERS or shouted < SHOUTED * len(letters):
        return Verdict("capitals")
    reason = _("Written in capitals: %(share)s%% of its letters.")
    marks = [match.span() for match in _SHOUTED_WORD.finditer(text)]
    return Verdict("capitals", LOOK, reason % {"share": round(100 * shouted / len(letters))}, marks)


_PHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+|00)\d{1,3}[ .-]?(?:\d[ .-]?){7,10}\d|[5-9]\d(?:[ .-]?\d\d){3})"
    r"(?![\w]|[.,]\d|\s*(?:F\b|FCFA|CFA|francs?|euros?|€|\$|dollars?|tonnes?))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def privacy(text, context):
    """A number or an address can be that of somebody who never agreed to see it here."""
    marks = sorted(match.span() for found in (_PHONE, _MAIL) for match in found.finditer(text))
    reason = _("A telephone number or an e-mail address: whose is it?")
    return Verdict("privacy", HOLD, reason, marks) if marks else Verdict("privacy")


def repeated(text, context):
    if len(folding.coarse(text)) < SAME_LETTERS:
        return Verdict("repeated")
    if context.same_by_writer:
        return Verdict("repeated", HOLD, _("The writer has sent this text before."))
    if context.same_by_others:
        reason = ngettext(
            "The same text was sent by another reader.",
            "The same text was sent %(count)s times by other readers.",
            context.same_by_others,
        )
        return Verdict("repeated", HOLD, reason % {"count": context.same_by_others})
    return Verdict("repeated")


def speed(text, context):
    sends = context.recent_sends + 1
    if sends < SENDS_A_MINUTE:
        return Verdict("speed")
    return Verdict("speed", HOLD, _("%(count)s texts within a minute.") % {"count": sends})


def new_writer(text, context):
    if not context.is_new:
        return Verdict("new_writer")
    return Verdict("new_writer", HOLD, _("A new writer: nothing of his was published yet."))


def often_refused(text, context):
    if context.refused < max(REFUSED_AT_LEAST, REFUSED_SHARE * context.judged):
        return Verdict("often_refused")
    reason = _("Of the writer’s last %(judged)s texts, %(refused)s were refused.")
    words = reason % {"judged": context.judged, "refused": context.refused}
    return Verdict("often_refused", HOLD, words)


def reported(text, context):
    if context.reported < REPORTED:
        return Verdict("reported")
    reason = _("Readers have reported %(count)s of the writer’s contributions this month.")
    return Verdict("reported", HOLD, reason % {"count": context.reported})


RULES = (
    banned_words,
    suspect_words,
    privacy,
    links,
    capitals,
    repeated,
    speed,
    new_writer,
    often_refused,
    reported,
)

ABOUT_WRITER = frozenset({"repeated", "speed", "new_writer", "often_refused", "reported"})
"""What these rules say depends on who sends the text, and on what else was sent."""
