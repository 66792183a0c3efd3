"""Where a reader wants to come back to once he has subscribed: a path of this site, or nothing."""

from urllib.parse import urlencode

from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "retour"
MOST = 300  # signs, as Attempt.back_to holds


def way_back(request) -> str:
    """Return the path that a request asks to come back to; "" for none or for anything else."""
    return local_path(request.POST.get(PARAMETER) or request.GET.get(PARAMETER) or "")


def local_path(text: str) -> str:
    """Return `text` when it is a path of this site, else "": nobody is sent anywhere else."""
    is_path = text.startswith("/") and text.isprintable() and len(text) <= MOST
    return text if is_path and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""


def with_way_back(address: str, path: str) -> str:
    """Return `address` so that it leads back to `path` afterwards."""
    return f"{address}?{urlencode({PARAMETER: path})}" if path else address
