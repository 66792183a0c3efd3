from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from newsroom.dates import DateForm, date_in_words
from newsroom.money import francs

register = template.Library()


@register.filter
def price(plan):
    """Print what a plan costs, « 2 500 FCFA »: {{ plan|price }}."""
    return francs(plan.price, plan.currency)


@register.filter
def length_of(plan):
    """Print how long a plan lasts, « 30 jours »: {{ plan|length_of }}."""
    return ngettext("%(days)d day", "%(days)d days", plan.days) % {"days": plan.days}


@register.filter
def day(moment):
    """Print the day a moment falls on, « lundi 23 juin 2025 »: {{ subscription.ends_at|day }}."""
    return date_in_words(timezone.localtime(moment).date(), DateForm.LEXIQUE)
