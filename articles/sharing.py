"""Share links that are plain addresses: no script, nothing loaded from anybody."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _


def links(publication):
    """Return `[(name, address)]`, WhatsApp first: that is how news travels here."""
    address = quote(settings.SITE_URL + publication.path, safe="/:")
    title = quote(publication.short_heading)
    return [
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        ("X", f"https://x.com/intent/post?text={title}&url={address}"),
        (_("E-mail"), f"mailto:?subject={title}&body={address}"),
    ]
