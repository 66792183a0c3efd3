"""What the start page of the desk tells moderators."""

from django import template

from subscriptions.moderation import queues

register = template.Library()


@register.inclusion_tag("admin/subscriptions/contribution/_today.html")
def moderation_today(user):
    """Lay out what waits to be judged: {% moderation_today request.user %}."""
    if not user.has_perm("subscriptions.moderate_contribution"):
        return {"standings": []}
    return {"standings": [one for one in queues.standings(by=user) if one.count]}
