"""Tags of the discussion: what was written, and where it stands."""

from django import template
from django.utils.safestring import mark_safe

from subscriptions.contributions.letters import Letters
from subscriptions.contributions.showing import link_to
from subscriptions.contributions.wording import compose

register = template.Library()


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


@register.filter
def place(contribution):
    """Return where subscribers find it: {{ mine.contribution|place }}."""
    return link_to(contribution)


@register.filter
def laid_out(text):
    """Lay out plain text as it will be shown: {{ mine.text|laid_out }}."""
    return mark_safe(compose(text))
