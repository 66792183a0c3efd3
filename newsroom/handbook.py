"""The help of the desk: one page a subject, in the admin, true to its screens."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

PAGES = {
    "deposer": _("File a copy"),
    "ecrire": _("Write and hand on"),
    "publier": _("Publish, schedule, withdraw"),
    "photos": _("Photos"),
    "auteurs": _("Authors, and protecting a source"),
    "une": _("Front page"),
    "mots-cles": _("Rubrics, tags and places"),
    "contributions": _("Contributions and reserved texts"),
    "moderer": _("Moderate"),
    "guichet": _("The subscription office"),
    "comptes": _("Accounts and roles"),
    "sauvegarder": _("Back up and restore"),
    "exploiter": _("Run the site"),
}
FIRST = "deposer"


def context(name):
    """Return what a page of help shows besides its own text; Http404 for an unknown name."""
    if name not in PAGES:
        raise Http404
    return {"title": PAGES[name], "page_name": name, "pages": PAGES}
