"""Tags of the discussion: when something was written, and what is said of its writer."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from newsroom import dates
from subscriptions.models import Contribution
from subscriptions.wording import compose

register = template.Library()

Voice = Contribution.Voice


@register.simple_tag
def written(moment, paper):
    """Print a moment in words with its machine form: {% written contribution.shown_at paper %}."""
    words = dates.day_and_time(moment, paper.date_form, timezone.get_default_timezone())
    return format_html('<time datetime="{}">{}</time>', dates.machine(moment), words)


@register.filter
def badges(contribution):
    """Return what stands beside the name: {% for badge in contribution|badges %}."""
    found = []
    if contribution.voice == Voice.NEWSROOM and contribution.parent_id:
        found.append(_("The newsroom answers"))
    if contribution.voice == Voice.AUTHOR:
        found.append(_("Author of the article"))
    if contribution.highlighted_at:
        found.append(_("Chosen by the newsroom"))
    return found


@register.filter
def laid_out(text):
    """Lay out plain text as it will be shown: {{ mine.text|laid_out }}."""
    return mark_safe(compose(text))
