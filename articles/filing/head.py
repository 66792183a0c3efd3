"""The top of an article: kicker, headline, standfirst, and what repeats them."""

import re
from dataclasses import dataclass, field, replace

from .folding import flat, fold
from .furniture import is_section_name
from .headings import (
    Title,
    ends_in_stop,
    is_headline,
    named_kicker,
    run_in_length,
    short_first_sentence,
    split_title,
)
from .paragraphs import Paragraph
from .proposal import Known
from .reading import NOTHING, Stretch

_LABEL = re.compile(r"(?P<label>sur-?titre|titre|chapo|chapeau|texte|corps)\s*:\s*")
_LABELLED = 6  # paragraphs at the top that may carry « Titre : » or « Chapô : »
_SAME_LABEL = {"sur-titre": "surtitre", "chapeau": "chapo", "corps": "texte"}
_LONGEST_KICKER_LINE = 40
_MOST_KICKER_LINE_WORDS = 6
_LONGEST_LONE_HEADLINE = 80  # a message of one paragraph, longer than this, is a text
_STANDFIRST = range(40, 401)  # characters; the sample page has 151 to 390
_STANDFIRST_ABOVE_DATE = range(20, 801)
_LONGEST_REPEAT = 800


@dataclass
class Head:
    title: Title
    standfirst: Stretch = NOTHING
    aside: list[tuple[Stretch, str]] = field(default_factory=list)  # with the reason
    lost_stop: Stretch = NOTHING  # the full stop of a sentence that became the headline


def take_head(
    paragraphs: list[Paragraph], date_at: int | None, known: Known
) -> tuple[Head, list[Paragraph]]:
    """The head, and the paragraphs left; `date_at` is where the date line stands in the source."""
    section, paragraphs = _section_line(paragraphs, known)
    labels, rest = _labelled(paragraphs)
    kicker = labels.get("surtitre", NOTHING)
    if not kicker.text and "titre" not in labels:
        kicker, rest = _kicker_line(rest, date_at, known)
    whole, rest = (labels["titre"], rest) if "titre" in labels else _headline(rest)
    head = Head(_title(kicker, whole, known), labels.get("chapo", NOTHING))
    head.aside += [(section, "furniture")] if section.text else []
    _drop_stop(head)
    rest = _without_repeats(head, whole, rest)
    if whole.text and not head.standfirst.text:
        head.standfirst, rest = _standfirst(rest, date_at)
    return head, rest


def _section_line(paragraphs: list[Paragraph], known: Known) -> tuple[Stretch, list[Paragraph]]:
    """« Politique » above a headline that has its own prefix tells where the page was found."""
    is_section = len(paragraphs) > 1 and is_section_name(paragraphs[0].text)
    if is_section and split_title(paragraphs[1].stretch, known).kicker.text:
        return paragraphs[0].stretch, paragraphs[1:]
    return NOTHING, paragraphs


def _labelled(paragraphs: list[Paragraph]) -> tuple[dict[str, Stretch], list[Paragraph]]:
    """Parts whose name the author typed, « Titre : … », on the same line or the next."""
    labels: dict[str, Stretch] = {}
    rest: list[Paragraph] = []
    label = ""
    for paragraph in paragraphs[:_LABELLED]:
        stretch = paragraph.stretch
        if match := _LABEL.match(flat(paragraph.text[:40])):
            label = _SAME_LABEL.get(match["label"], match["label"])
            stretch = stretch.cut(match.end())
        if label in ("", "texte") or label in labels:
            rest += [replace(paragraph, stretch=stretch)] if stretch.text else []
            label = ""
        elif stretch.text:
            labels[label] = stretch
            label = ""
    return labels, rest + paragraphs[_LABELLED:]


def _kicker_line(
    paragraphs: list[Paragraph], date_at: int | None, known: Known
) -> tuple[Stretch, list[Paragraph]]:
    """A short line above the headline, with nothing but the date and the text below it."""
    if len(paragraphs) < 2 or not (_is_title(paragraphs[0]) or paragraphs[0].text[-1] == ":"):
        return NOTHING, paragraphs
    above, below = paragraphs[0].stretch, paragraphs[1]
    kicker = above.cut(0, -1) if above.text.endswith(":") else above
    is_below_date = date_at is not None and below.stretch.start > date_at
    if is_below_date or not _is_title(below) or ends_in_stop(below.text):
        return NOTHING, paragraphs
    is_named = named_kicker(kicker, below.stretch, known) is not None
    if is_named or _is_kicker_line(kicker.text, above, below, paragraphs):
        return kicker, paragraphs[1:]
    return NOTHING, paragraphs


def _is_kicker_line(
    kicker: str, above: Stretch, below: Paragraph, paragraphs: list[Paragraph]
) -> bool:
    is_short = 0 < len(kicker) <= _LONGEST_KICKER_LINE
    if not is_short or len(kicker.split()) > _MOST_KICKER_LINE_WORDS or ":" in kicker:
        return False
    is_shorter = len(paragraphs) > 2 and len(kicker) < len(below.text) and kicker[-1] not in ".!?…"
    return above.text.endswith(":") or is_shorter


def _is_title(paragraph: Paragraph) -> bool:
    is_run_in = run_in_length(paragraph.text) > 0
    return not paragraph.mark and not is_run_in and is_headline(paragraph.text)


def _headline(paragraphs: list[Paragraph]) -> tuple[Stretch, list[Paragraph]]:
    """The first line, or the first sentence of a message, when short; else no headline."""
    if not paragraphs or paragraphs[0].mark:
        return NOTHING, paragraphs
    first, others = paragraphs[0], paragraphs[1:]
    longest = None if others else _LONGEST_LONE_HEADLINE
    if _is_title(first) and (longest is None or len(first.text) <= longest):
        return first.stretch, others
    sentence = None if others else short_first_sentence(first.stretch)
    if sentence is None or len(sentence.text) == len(first.text) or run_in_length(first.text):
        return NOTHING, paragraphs
    return sentence, [Paragraph(first.stretch.cut(len(sentence.text)))]


def _title(kicker: Stretch, whole: Stretch, known: Known) -> Title:
    if not whole.text:
        return Title(whole, kicker, "theme" if kicker.text else "")
    if not kicker.text:
        return split_title(whole, known)
    return named_kicker(kicker, whole, known) or Title(whole, kicker, "theme")


def _drop_stop(head: Head) -> None:
    headline = head.title.headline
    if headline.text and ends_in_stop(headline.text):
        head.lost_stop = headline
        head.title = replace(head.title, headline=headline.cut(0, -1))


def _without_repeats(head: Head, whole: Stretch, rest: list[Paragraph]) -> list[Paragraph]:
    """A site prints the headline again as the caption of a photo: once is enough."""
    repeats = {fold(whole.text)}
    for part in (head.title.headline, head.standfirst):
        repeats |= {fold(part.text)} if len(part.text.split()) > 2 else set()
    kept = []
    for paragraph in rest:
        text = paragraph.text
        if whole.text and len(text) <= _LONGEST_REPEAT and fold(text) in repeats:
            head.aside.append((paragraph.stretch, "repeated"))
        else:
            kept.append(paragraph)
    return kept


def _standfirst(
    paragraphs: list[Paragraph], date_at: int | None
) -> tuple[Stretch, list[Paragraph]]:
    """What stands between headline and date; without a date there, a short first paragraph."""
    if not paragraphs or paragraphs[0].mark or run_in_length(paragraphs[0].text):
        return NOTHING, paragraphs
    first, others = paragraphs[0], paragraphs[1:]
    above = sum(p.stretch.start < date_at for p in paragraphs[:3]) if date_at is not None else 0
    if above in (1, 2) and len(first.text) in _STANDFIRST_ABOVE_DATE:
        return first.stretch, others
    is_short = len(first.text) in _STANDFIRST and first.text[0] not in '«“"–—-'
    longer = any(len(p.text) >= len(first.text) for p in others)
    if len(others) > 1 and is_short and longer and first.text[-1] != ":":
        return first.stretch, others
    return NOTHING, paragraphs
