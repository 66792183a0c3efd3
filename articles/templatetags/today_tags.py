"""What the start page of the desk shows."""

from django import template
from django.utils import timezone

from articles.admin import today
from newsroom.dates import DateForm, date_in_words

register = template.Library()


@register.inclusion_tag("admin/_today.html")
def today_of(user):
    """Lay out what waits for somebody: {% today_of request.user %}."""
    return {"sections": today.sections(user)}


@register.simple_tag
def today_in_words():
    """Print the day in the paper's zone: {% today_in_words %}."""
    return date_in_words(timezone.localdate(), DateForm.LEXIQUE)
