"""Tags of the discussion: when something was written, and by whom."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from newsroom import dates
from subscriptions.contributions.showing import link_to
from subscriptions.contributions.wording import compose
from subscriptions.models import Contribution

register = template.Library()

Voice = Contribution.Voice


@register.simple_tag
def written(moment, paper):
    """Print a moment in words with its machine form: {% written contribution.shown_at paper %}."""
    words = dates.day_and_time(moment, paper.date_form, timezone.get_default_timezone())
    return format_html('<time datetime="{}">{}</time>', dates.machine(moment), words)


@register.filter
def badge(contribution):
    """Return what stands beside the name of whoever is no reader: {{ contribution|badge }}."""
    if contribution.voice == Voice.AUTHOR:
        return _("Author of the article")
    return _("The newsroom answers") if contribution.voice == Voice.NEWSROOM else ""


@register.filter
def place(contribution):
    """Return where subscribers find it: {{ mine.contribution|place }}."""
    return link_to(contribution)


@register.filter
def laid_out(text):
    """Lay out plain text as it will be shown: {{ mine.text|laid_out }}."""
    return mark_safe(compose(text))
