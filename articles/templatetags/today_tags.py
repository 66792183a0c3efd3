from django import template

from articles.admin import today

register = template.Library()


@register.inclusion_tag("admin/_today.html")
def today_of(user):
    """Lay out what waits for somebody: {% today_of request.user %}."""
    return {"sections": today.sections(user)}
