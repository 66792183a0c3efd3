"""« Prefix : Headline » taken apart, and lines that are headings told from lines that are text."""

import re
from dataclasses import dataclass

from .folding import flat, fold
from .proposal import Known
from .reading import NOTHING, Stretch

LONGEST_HEADLINE = 160  # characters; the longest of the sample page has 107
LONGEST_CROSSHEAD = 80
_LONGEST_SENTENCE = 100  # characters of a first sentence that may serve as headline
_LONGEST_KICKER = 60
_MOST_KICKER_WORDS = 8

_SENTENCE_BREAK = re.compile(r"[.!?…][»”\")\]]*\s+(?=[«“\"(]?\s?[A-ZÀ-ÖØ-Þ0-9])")
# Typed with the thumb, where no sentence begins with a capital.
_ANY_BREAK = re.compile(r"[.!?…][»”\")\]]*\s+(?=\S)")
_ABBREVIATION = re.compile(r"(?:^|[\s(«’'])(?:MM?|M(?:me|lle)s?|Dr|Pr|Cf|St|[A-ZÀ-Þ]|\w\.\w)\.$")
_COLON = re.compile(r"\s*:\s+(?=\S)|\s+:(?=\S)|:(?=[^\W\d_])")
_DASH = re.compile(r"\s+[–—-]\s+(?=\S)")
_OPENING, _CLOSING = "«“(", "»”)"
# Forms that make a sentence of what stands before a colon; « a » and « est » as typed, for « à »
# is a preposition.
_VERBS = frozenset(
    re.findall(
        r"\w+",
        """
        a ai as ont avait avaient aura auront aurait est sont était étaient sera seront serait
        fut fait font va vont vient viennent peut peuvent doit doivent veut veulent faut annonce
        annoncent dit disent déclare déclarent affirme affirment assure assurent explique
        expliquent demandent appelle appellent prévient rappelle rappellent promet reste restent
        devient deviennent prend prennent met mettent donne donnent reçoit lance lancent je tu
        il elle on nous vous ils elles qui
        """,
    )
)
_QUESTION = re.compile(r"(?:comment|pourquoi|quand|que|qu'|quel|quelle|quels|quelles|voici|si)\b")
_RUN_IN = re.compile(r"[.!?…]\s+(?=\S)")
_RUN_IN_LONGEST = 120
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Title:
    headline: Stretch
    kicker: Stretch = NOTHING
    kind: str = ""
    rubric_slug: str = ""
    genre: str = ""


def split_title(title: Stretch, known: Known) -> Title:
    colon = _first_colon(title.text)
    if colon is not None:
        kicker, headline = title.cut(0, colon.start()), title.cut(colon.end())
        found = _as_kicker(kicker, headline, known)
        if found:
            return found
    dash = _DASH.search(title.text)
    if dash is not None:
        named = named_kicker(title.cut(0, dash.start()), title.cut(dash.end()), known)
        if named:
            return named
    return Title(title)


def _first_colon(text: str) -> re.Match | None:
    """The first colon that stands outside quotation marks and brackets."""
    depth, quoted, reached = 0, False, 0
    for colon in _COLON.finditer(text):
        between = text[reached : colon.start()]
        depth += sum(c in _OPENING for c in between) - sum(c in _CLOSING for c in between)
        quoted ^= between.count('"') % 2 == 1
        reached = colon.end()
        if depth <= 0 and not quoted and colon.start() > 0:
            return colon
    return None


def _as_kicker(kicker: Stretch, headline: Stretch, known: Known) -> Title | None:
    if not _LETTERS.search(headline.text):
        return None
    named = named_kicker(kicker, headline, known)
    if named or not is_theme(kicker.text) or _is_quotation(headline.text):
        return named
    return Title(headline, kicker, "theme")


def named_kicker(kicker: Stretch, headline: Stretch, known: Known) -> Title | None:
    """A prefix that the newspaper knows: a column before a genre, a genre before a place."""
    name = fold(kicker.text)
    if name in known.columns:
        return Title(headline, kicker, "column", rubric_slug=known.columns[name])
    if name in known.genres:
        return Title(headline, kicker, "genre", genre=known.genres[name])
    if name in known.places:
        return Title(headline, kicker, "place")
    return None


def is_theme(text: str) -> bool:
    """Short, and no sentence: « Fonctions publiques au Mali », not « Le maire l’a dit »."""
    words = text.replace("’", "' ").replace("'", "' ").split()
    if not _LETTERS.search(text) or len(text) > _LONGEST_KICKER:
        return False
    if len(words) > _MOST_KICKER_WORDS or re.search(r"[!?;…»”]$|[.!?;]\s", text):
        return False
    return not _VERBS.intersection(text.split()) and not _QUESTION.match(flat(text))


def _is_quotation(text: str) -> bool:
    """« Awa Diarra : “Nous sommes prêts” » says who speaks; that is no kicker."""
    return text[0] in '«“"' and text.rstrip(" .!?…")[-1:] in ("»", "”", '"')


def first_sentence(text: str) -> int:
    """Where the second sentence starts; the length of the text when there is none."""
    breaks = _ANY_BREAK if text[:1].islower() else _SENTENCE_BREAK
    for end in breaks.finditer(text):
        if not _ABBREVIATION.search(text[max(0, end.start() - 8) : end.start() + 1]):
            return end.end()
    return len(text)


def is_headline(text: str) -> bool:
    """One phrase of headline length; with its full stop only when it is short."""
    if len(text) > LONGEST_HEADLINE or text.endswith((":", ",", ";")):
        return False
    if not _LETTERS.search(text) or first_sentence(text) < len(text):
        return False
    return not ends_in_stop(text) or len(text) <= _LONGEST_SENTENCE


def ends_in_stop(text: str) -> bool:
    return text.endswith(".") and not text.endswith("..") and not _ABBREVIATION.search(text[-8:])


def short_first_sentence(stretch: Stretch) -> Stretch | None:
    """The first sentence when it can serve as headline: three words and more, and short."""
    end = first_sentence(stretch.text)
    sentence = stretch.cut(0, end)
    is_short = len(sentence.text) <= _LONGEST_SENTENCE and len(sentence.text.split()) >= 3
    return sentence if is_short else None


def looks_like_crosshead(text: str) -> bool:
    """Short, begun like a heading, no punctuation at its end."""
    is_short = len(text) <= LONGEST_CROSSHEAD and len(text.split()) <= 12
    starts = text[0].isupper() or text[0].isdigit() or text[0] == "«"
    return is_short and starts and text[-1] not in ".,;:!?…" and bool(_LETTERS.search(text))


def run_in_length(text: str) -> int:
    """Length of « AU MENU, SÉCURITÉ ET AES. » at the start of a paragraph that goes on; else 0."""
    end = _RUN_IN.search(text, 0, _RUN_IN_LONGEST)
    if end is None or not is_capitals(text[: end.start()]):
        return 0
    goes_on = any(c.islower() for c in text[end.end() : end.end() + 200])
    return end.start() + 1 if goes_on else 0


def is_capitals(text: str) -> bool:
    """Three words and more in capitals and none in small letters."""
    return text.isupper() and len(_LETTERS.findall(text)) >= 3
