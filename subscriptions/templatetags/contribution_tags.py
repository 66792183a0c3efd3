"""Tags of the discussion: what was written, and where it stands."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from subscriptions.contributions.forms import WritingForm
from subscriptions.contributions.letters import Letters
from subscriptions.contributions.showing import link_to
from subscriptions.contributions.wording import compose

register = template.Library()

_NUMBER, _READER, _KEY, _TOKEN = (str(10**17 + place) for place in range(4))  # in no page besides


@register.simple_tag(takes_context=True)
def letters(context, contributions, within_chosen=False):
    """Print contributions of a discussion, each with its first replies: {% letters rows.rows %}."""
    drawing = Letters(
        context["number"],
        date_form=context["site"].paper.date_form,
        replies=context["to"]["replies"],
        reader_id=context.get("reader_id"),
        standing=context.get("standing"),
    )
    return drawing.drawn(contributions, within_chosen=within_chosen)


@register.simple_tag(takes_context=True)
def empty_sheet(context, form):
    """Print the form for a new text to the article: {% empty_sheet form %}.

    Drawing its fields takes as long as all else on the page. Unless it asks for a name, it differs
    from others only by what is put into it here.
    """
    number, reader = str(context["number"]), str(context["reader"].pk)
    token = get_token(context["request"])
    if "pen_name" in form.fields:
        return _sheet(form, number, reader, token)
    drawn = (_drawn_sheet if settings.DEBUG else _kept_sheet)(form.most_signs)
    own = {_NUMBER: number, _READER: reader, _KEY: str(form["key"].value()), _TOKEN: token}
    for stands, value in own.items():
        drawn = drawn.replace(stands, value)
    return mark_safe(drawn)


def _drawn_sheet(most_signs):
    form = WritingForm(asks_name=False, most_signs=most_signs, initial={"key": _KEY})
    return _sheet(form, _NUMBER, _READER, _TOKEN)


_kept_sheet = lru_cache(maxsize=2)(_drawn_sheet)


def _sheet(form, number, reader, token):
    shown = {"form": form, "number": number, "reader_key": reader, "csrf_token": token}
    shown["action"] = reverse("subscriptions:write", args=[number])
    return render_to_string("subscriptions/contributions/_writing.html", shown)


@register.filter
def place(contribution):
    """Return where subscribers find it: {{ mine.contribution|place }}."""
    return link_to(contribution)


@register.filter
def laid_out(text):
    """Lay out plain text as it will be shown: {{ mine.text|laid_out }}."""
    return mark_safe(compose(text))
