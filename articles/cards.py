"""Headlines in lists, as HTML: what stands on the front page, in lists and under an article.

Written by hand, for a list draws thirty of them: a template takes twenty times as long for each.
All text is escaped here; each function takes `Publication`s as `for_cards()` reads them.
"""

import re
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from articles.genres import ALWAYS_LABELLED
from newsroom import dates
from newsroom.typography import teaser

CUT_SIGNS = 48  # of a teaser under an article: about a line
TEASERS_BESIDE_THE_LEAD = 2
BESIDE_A_STORY = "(min-width: 60em) 15em, 6.5em"  # how wide its photo is shown

# Looked for from a sign that few words have; what stands before it is looked at afterwards.
_LONE_LETTER = re.compile(r"([aàôyAÀÔY])(?<!\w.) (?=\w)")
_ORDINAL = re.compile(r"((?:\d(?<!\w\d)\d*|[IVX](?<!\w[IVX])[IVX]*))(er|re|es?|nde?)\b")


def typeset(html):
    """Raise ordinals, « 9e », « XXIe », and leave no « à » alone, in escaped text."""
    return _ORDINAL.sub(r"\1<sup>\2</sup>", _LONE_LETTER.sub("\\1\u00a0", html))


def label(publication):
    """Return « Publireportage » or « Communiqué » over words that are not ours, else nothing."""
    if publication.genre not in ALWAYS_LABELLED:
        return ""
    return f'<p class="paid">{escape(publication.genre_label)}</p>'


def heading(publication):
    """Return « Kicker : headline », the kicker marked."""
    headline = typeset(escape(publication.headline))
    if not publication.kicker:
        return headline
    return f"<b>{typeset(escape(publication.kicker))}\u00a0:</b> {headline}"


def days(listed, within):
    """Return the days of a list, `[(date, publications)]`; the rubric `within` is not named."""
    return mark_safe("".join(_day(day, publications, within) for day, publications in listed))


def others(publications, *, level, date_form, is_signed=False):
    """Return what stands under an article, as the entries of a list without its `<ul>`."""
    shown = (_other(publication, level, date_form, is_signed) for publication in publications)
    return mark_safe("".join(shown))


def seconds(publications):
    """Return the second stories beside the lead; only the first have a teaser."""
    shown = (
        _story(publication, 2, has_teaser=place < TEASERS_BESIDE_THE_LEAD, has_name=True)
        for place, publication in enumerate(publications)
    )
    return mark_safe("".join(shown))


def band(publications, has_photo):
    """Return the stories of a rubric on the front page, the first of them larger."""
    first, *rest = publications
    photo = picture(first.card_photo, BESIDE_A_STORY, lazy=True) if has_photo else ""
    shown = _story(first, 3, photo=photo, has_teaser=True, has_name=True)
    return mark_safe(shown + "".join(_story(publication, 3) for publication in rest))


def picture(files, sizes, *, lazy=False):
    """Return a `<picture>` of `files` (see `articles.pictures`), shown as wide as `sizes` says.

    A picture as wide as a telephone says 55vw: sharp enough on a dense screen for half the bytes.
    The JPEG is for the few that show no AVIF, so the middle one is enough.
    """
    source = ""
    if avif := files["avif"]:
        source = f'<source type="image/avif" srcset="{_srcset(avif)}" sizes="{sizes}">'
    jpeg = files["jpeg"]
    loading = ' loading="lazy"' if lazy else ""
    return mark_safe(
        f'<picture>{source}<img src="{escape(jpeg[len(jpeg) // 2][2])}" width="{files["width"]}"'
        f' height="{files["height"]}" alt="{escape(files["alt"])}"{loading}></picture>'
    )


def _srcset(files):
    """Leave out the one before the largest: it costs all readers more than it spares a few."""
    offered = files if len(files) < 5 else [*files[:3], files[-1]]
    return ", ".join(f"{escape(url)} {width}w" for width, _height, url in offered)


def _story(publication, level, *, photo="", has_teaser=False, has_name=False):
    words = _words(publication, level, publication.teaser if has_teaser else "")
    if has_name and publication.signed:
        words += f'<p class="by">{escape(publication.signed)}</p>'
    if photo:
        return f'<article class="pictured">{photo}<div>{words}</div></article>'
    return f"<article>{words}</article>"


def _day(day, publications, within):
    words = dates.date_in_words(day, dates.DateForm.LEXIQUE)
    shown = "".join(_entry(publication, within) for publication in publications)
    head = f'<h2><time datetime="{day.isoformat()}">{words}</time></h2>'
    return f'<section class="day">{head}<ul>{shown}</ul></section>'


def _entry(publication, within):
    moment = timezone.localtime(publication.published_at)
    by = f'{_name(publication)}<time datetime="{_machine(publication)}">{moment:%H:%M}</time>'
    if publication.rubric_id != within:
        by += " · " + _rubric_link(publication.rubric.slug, publication.rubric.name)
    return f'<li>{_words(publication, 3, publication.teaser)}<p class="by">{by}</p></li>'


@lru_cache(maxsize=256)
def _rubric_link(slug, name):
    return f'<a href="{reverse("articles:rubric", args=[slug])}">{escape(name)}</a>'


def _other(publication, level, date_form, is_signed):
    zone = timezone.get_default_timezone()
    by = dates.published_line(publication.published_at, date_form, zone)
    if is_signed:
        by = _name(publication) + by
    words = _words(publication, level, _cut(publication.teaser))
    return f'<li>{words}<p class="by">{by}</p></li>'


@lru_cache(maxsize=1024)
def _cut(words):
    """Kept, for the same text stands beside many others."""
    return teaser(words, CUT_SIGNS)


def _words(publication, level, words):
    said = f"<p>{typeset(escape(words))}</p>" if words else ""
    linked = f'<a href="{escape(publication.path)}">{heading(publication)}</a>'
    return f"{label(publication)}<h{level}>{linked}</h{level}>{said}"


def _name(publication):
    return f"{escape(publication.signed)} · " if publication.signed else ""


def _machine(publication):
    return dates.machine(publication.published_at)
