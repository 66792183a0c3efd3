"""What the pages of an account print: moments and amounts."""

from django import template
from django.utils import timezone

from newsroom.dates import DateForm, day_and_time
from newsroom.money import francs

register = template.Library()


@register.filter
def moment(at):
    """Print « lundi 2 juin 2025 à 7 h 31 »: {{ notice.created_at|moment }}."""
    return day_and_time(at, DateForm.LEXIQUE, timezone.get_default_timezone())


@register.filter
def money(row):
    """Print the amount of an attempt or of an entry of the ledger: {{ entry|money }}."""
    return francs(row.amount, row.currency)
