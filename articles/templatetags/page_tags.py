"""Tags of the public pages: dates in the paper's form, structured data. They decide nothing."""

import re

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from articles import structured_data
from articles.genres import ALWAYS_LABELLED
from newsroom import dates
from newsroom.typography import teaser

register = template.Library()

_LONE_LETTER = re.compile(r"\b([aàôy]) (?=\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d+|[IVX]+)(er|re|es?|nde?)\b")


@register.simple_tag
def published(publication, paper):
    """Print « Publié … » with its machine date: {% published publication site.paper %}."""
    return _time(publication.published_at, dates.published_line, paper)


@register.simple_tag
def updated(publication, paper):
    """Print « Mis à jour … »: {% updated publication site.paper %}."""
    return _time(publication.updated_at, dates.updated_line, paper)


def _time(moment, in_words, paper):
    words = in_words(moment, paper.date_form, timezone.get_default_timezone())
    return format_html('<time datetime="{}">{}</time>', dates.machine(moment), words)


@register.simple_tag
def day_in_words(day):
    """Print a date in words with its machine form: {% day_in_words day %}."""
    words = dates.date_in_words(day, dates.DateForm.LEXIQUE)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.simple_tag
def time_of_day(moment):
    """Print « 07:31 » in the paper's zone: {% time_of_day publication.published_at %}."""
    clock = f"{timezone.localtime(moment):%H:%M}"
    return format_html('<time datetime="{}">{}</time>', dates.machine(moment), clock)


@register.filter
def foreign_label(publication):
    """Return « Publireportage » or « Communiqué » for words that are not ours, else nothing."""
    return publication.genre_label if publication.genre in ALWAYS_LABELLED else ""


@register.filter
def cut(text, signs):
    """Return a shorter teaser, cut at a sentence or a word: {{ publication.teaser|cut:110 }}."""
    return teaser(text, signs)


@register.filter
def outlined(html):
    """Lay out cleaned HTML under a page's title: {{ publication.body|outlined }}.

    What stands as a small heading before the first large one becomes large: whoever goes from
    heading to heading must not fall from the first level to the third.
    """
    before, large, after = html.partition("<h2")
    before = before.replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    return mark_safe(before + large + after)


@register.filter
def typeset(text):
    """Raise ordinals, « 9e », « XXIe », and leave no « à » alone: {{ headline|typeset }}."""
    text = _LONE_LETTER.sub("\\1\u00a0", conditional_escape(text))
    return mark_safe(_ORDINAL.sub(r"\1<sup>\2</sup>", text))


@register.filter
def srcset(files):
    """Return the files of a picture for `srcset`: {{ picture.avif|srcset }}.

    Without the one before the largest: each address costs a reader more than it spares another.
    """
    offered = files if len(files) < 5 else [*files[:3], files[-1]]
    return ", ".join(f"{url} {width}w" for width, _height, url in offered)


@register.filter
def fallback(picture):
    """Return the address of the middle JPEG, for what shows no AVIF: {{ picture|fallback }}."""
    files = picture["jpeg"]
    return files[len(files) // 2][2]


@register.simple_tag
def json_ld(publication, paper):
    """Print the structured data of an article: {% json_ld publication site.paper %}."""
    return structured_data.script_safe(structured_data.news_article(publication, paper))
