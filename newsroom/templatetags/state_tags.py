"""What the start page of the desk tells whoever runs the newspaper."""

from django import template

from newsroom.state.figures import state
from newsroom.state.points import points

register = template.Library()


@register.inclusion_tag("admin/_state_points.html")
def state_points(user):
    """Say how many points want looking at: {% state_points request.user %}."""
    return {"count": len(points(state())) if user.has_perm("newsroom.see_state") else 0}
