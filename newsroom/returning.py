"""The way back: « ?retour=/une/adresse/ » leads to where a reader came from, on this site only."""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

RETURN = "retour"
_LONGEST = 300  # signs, as much as an attempt to pay keeps


def way_back(request) -> str:
    """Return the path that `request` asks to come back to, "" for none or for another site."""
    path = request.POST.get(RETURN) or request.GET.get(RETURN, "")
    is_path = (
        path.startswith("/")
        and path.isprintable()
        and not urlsplit(path).netloc
        and len(path) <= _LONGEST
    )
    return path if is_path and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
