"""What the templates of the desk write the same way everywhere."""

from django import template

from articles.admin import standing

register = template.Library()


@register.filter
def moment(at):
    """Write an instant as the desk reads it: `{{ version.created_at|moment }}`."""
    return standing.moment(at)


@register.filter
def at_moment(at):
    """Write an instant after a verb: `{{ copy.received_at|at_moment }}`."""
    return standing.at_moment(at)
