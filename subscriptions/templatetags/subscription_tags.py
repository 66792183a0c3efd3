from django import template

from newsroom.money import francs

register = template.Library()


@register.filter
def price(plan):
    """Print what a plan costs, « 2 500 FCFA »: {{ plan|price }}."""
    return francs(plan.price, plan.currency)
