from django import template
from django.core.files.storage import default_storage

register = template.Library()


@register.filter
def media_url(path):
    """Return the public address of a stored file: {{ "portraits/ab/cd.jpg"|media_url }}."""
    return default_storage.url(path)
