"""Headings and teasers as the house writes them in lists, cards and `<title>`."""

import re

from .signs import NBSP, SPACES


def house_heading(kicker: str, headline: str, *, capital: bool = True) -> str:
    """« Kayes : Les agents… ». `capital` is the house style; the Lexique wants lower case."""
    kicker = kicker.strip().rstrip(f":{SPACES}")
    headline = headline.strip()
    if not kicker or not headline:
        return headline or kicker
    return f"{kicker}{NBSP}: {_capitalised(headline) if capital else headline}"


# Guillemets, quotes and brackets may stand before the first letter.
_FIRST_LETTER = re.compile(rf"[«“\"'‘(\[¡¿…{SPACES}]*([^\W\d_])(.?)")


def _capitalised(headline: str) -> str:
    """Only the first letter changes: « l’AES » gives « L’AES », « iPhone » stays."""
    match = _FIRST_LETTER.match(headline)
    if match is None or match.group(2).isupper():
        return headline
    place = match.start(1)
    return headline[:place] + headline[place].upper() + headline[place + 1 :]


_DOTS_AT_END = re.compile(rf"(?<![.…{SPACES}])[{SPACES}]*+[.…](?:[{SPACES}]*+[.…])++$")
_LINES = re.compile(r"[ \t\r\n]+")
# A stop, its guillemet, a space, and what looks like a new sentence.
_SENTENCE_END = re.compile(rf"[.!?…]+[{SPACES}]*[»”]?(?=[{SPACES}]+[«“(A-ZÀ-ÖØ-ÞŒ\d—–-])")
_NO_END = re.compile(
    r"(?:\b(?:M|MM|Mr|Dr|Pr|St|Ste|art|p|pp|no|vol|av|apr|cf|ex|etc|Jr|hab|env|[A-ZÀ-Þ]))\.$"
)
# What cannot stand before « … »: it announces something.
_DANGLING_WORDS = (
    "et ou ni mais car donc or de du des d’ d' à au aux en par pour sur sous dans avec sans vers"
    " chez entre que qu’ qui dont où le la les l’ l' un une ce cet cette ces son sa ses leur leurs"
    " notre nos ne n’ se s’ si comme plus très est sont a ont - – — : ; , ( [ « “ / &"
)
_DANGLING = frozenset(_DANGLING_WORDS.split())
_LOOSE_SIGNS = f",;:([«“/–—-{SPACES}"
# An article was cut off by a template: « … (logements sociaux) et . »
_CUT_BEFORE_STOP = re.compile(
    rf"(?<=[\w»)])[{SPACES}]+(?:et|ou|de|du|des|la|le|les|à|au|aux|en|par|\()[{SPACES}]*\.$"
)


def teaser(text: str, limit: int = 240) -> str:
    """At most `limit` signs, and one « … » more when a sentence had to be broken.

    Cut at the end of a sentence when one lies beyond half of the limit, else at a word.
    """
    text = _LINES.sub(" ", text.strip())
    broken = _CUT_BEFORE_STOP.search(text) is not None
    text = _DOTS_AT_END.sub(_one_stop, _CUT_BEFORE_STOP.sub("", text))
    if len(text) <= limit:
        return _ellipsed(text, limit) if broken else text
    return _sentences(text, limit) or _ellipsed(_at_a_word(text, limit), limit)


def _one_stop(match: re.Match[str]) -> str:
    """« .. » is a sentence whose stop a template doubled; « ... » is an ellipsis."""
    doubled = match.group().count(".") == 2 and "…" not in match.group()
    already_closed = match.string[: match.start()].endswith(("!", "?"))
    return ("" if already_closed else ".") if doubled else "…"


def _sentences(text: str, limit: int) -> str:
    best = ""
    for match in _SENTENCE_END.finditer(text, 0, limit + 2):
        kept = _DOTS_AT_END.sub(_one_stop, text[: match.end()])
        if limit / 2 < len(kept) <= limit and not _NO_END.search(kept):
            best = kept
    return "" if best.count("«") > best.count("»") else best


def _at_a_word(text: str, limit: int) -> str:
    """Cut at a plain space only: a no-break space holds a number and its unit together."""
    if " " not in text[: limit + 1]:
        return text[:limit]
    return text[: text.rindex(" ", 0, limit + 1)]


def _ellipsed(text: str, limit: int) -> str:
    """« mot… », without what dangles; an open bracket goes, open guillemets are closed."""
    text = _before_open_bracket(text, limit)
    if text.count("«") > text.count("»"):
        text = _at_a_word(text, limit - 2) if len(text) > limit - 2 else text
        closing = f"{NBSP}»" if text.count("«") > text.count("»") else ""
    else:
        closing = ""
    return f"{_without_dangling(text)}…{closing}"


def _before_open_bracket(text: str, limit: int) -> str:
    opening = text.rfind("(")
    return text[:opening] if opening > max(limit / 2, text.rfind(")")) else text


def _without_dangling(text: str) -> str:
    while True:
        text = text.rstrip(_LOOSE_SIGNS + ".…!?")
        head, _space, last = text.rpartition(" ")
        word = last.rpartition(NBSP)[2]
        if not head or word.casefold() not in _DANGLING:
            return text
        text = text[: len(text) - len(word)]
