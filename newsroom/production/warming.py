"""Loads what a process would load at the first request that needs it.

A server does it once, before it divides itself into processes: they then have it in common, the
first readers do not wait, and a process reads nothing of the files that the next version puts in
their place.
"""

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext

from newsroom.keeping.release import release

TEMPLATES = settings.BASE_DIR / "templates"


def warm_up():
    """Load views, templates and catalogue, and note which state of the program this is."""
    release()
    reverse("health")
    gettext("Back in a moment")
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))
