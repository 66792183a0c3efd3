"""Tags of the public pages: dates in the paper's form, structured data. They decide nothing."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from articles import cards, structured_data
from articles.genres import ALWAYS_LABELLED
from newsroom import dates

register = template.Library()

_NO_ARTICLE = 9_007_199_254_740_991  # stands for an article's number in what is drawn once


@register.simple_tag
def masthead(site):
    """Print the name of the paper and its rubrics, as all pages but the front have them."""
    return _part("_masthead", title=site.paper.title) + menu(site)


@register.simple_tag
def menu(site):
    """Print the rubrics in one line: {% menu site %}."""
    return _part("_rubrics", rubrics=tuple(site.rubrics))


@register.simple_tag
def footer(site):
    """Print what stands at the foot of all pages: {% footer site %}."""
    paper, year = site.paper, timezone.localdate().year
    shown = {"title": paper.title, "publisher": paper.publisher, "city": paper.city}
    return _part("_footer", pages=tuple(site.pages), year=year, **shown)


@register.simple_tag
def gate(number, paper):
    """Print the way to the contributions: {% gate publication.article_id site.paper %}."""
    drawn = _part("_gate", words=paper.gate_text, number=_NO_ARTICLE)
    return mark_safe(drawn.replace(str(_NO_ARTICLE), str(number)))


def _part(name, **shown):
    """Return a part that many pages share: drawn once in a process for the same values."""
    return (_drawn if settings.DEBUG else _kept)(name, tuple(shown.items()))


def _drawn(name, shown):
    return render_to_string(f"includes/{name}.html", dict(shown))


_kept = lru_cache(maxsize=32)(_drawn)


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


@register.filter
def foreign_label(publication):
    """Return « Publireportage » or « Communiqué » for words that are not ours, else nothing."""
    return publication.genre_label if publication.genre in ALWAYS_LABELLED else ""


@register.simple_tag
def label(publication):
    """Print what stands over words that are not ours: {% label publication %}."""
    return mark_safe(cards.label(publication))


@register.simple_tag
def heading(publication):
    """Print « Kicker : headline »: {% heading publication %}."""
    return mark_safe(cards.heading(publication))


@register.simple_tag
def picture(files, sizes, lazy=False):
    """Print a `<picture>`: {% picture page.lead_photo sizes="40em" %}."""
    return cards.picture(files, sizes, lazy=lazy)


@register.simple_tag
def seconds(publications):
    """Print the stories beside the lead: {% seconds front.seconds %}."""
    return cards.seconds(publications)


@register.simple_tag
def band(publications, has_photo):
    """Print the stories of a rubric on the front page: {% band publications has_photo %}."""
    return cards.band(publications, has_photo)


@register.simple_tag
def days(entries, within):
    """Print the entries of a list, day by day: {% days entries within %}."""
    return cards.days(entries.days, within)


@register.simple_tag
def others(publications, level, paper, is_signed=False):
    """Print the articles listed under another: {% others related 3 site.paper %}."""
    return cards.others(publications, level=level, date_form=paper.date_form, is_signed=is_signed)


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
    return mark_safe(cards.typeset(conditional_escape(text)))


@register.simple_tag
def json_ld(publication, paper):
    """Print the structured data of an article: {% json_ld publication site.paper %}."""
    return structured_data.script_safe(structured_data.news_article(publication, paper))
