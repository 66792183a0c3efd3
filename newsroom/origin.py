"""Whether our own page posted a form."""

from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware


def posted_here(request) -> bool:
    """Whether `request` was posted by a page of this site: its browser says so, or its token does.

    For views without Django's own check, whose page may have lain open for days: the token has
    changed since, by signing in elsewhere, while every browser that tells where a form comes from
    (Origin, RFC 6454) tells it truly.
    """
    origin = request.headers.get("Origin", "null")
    if origin != "null":
        own = f"{request.scheme}://{request.get_host()}"
        return origin in (own, *settings.CSRF_TRUSTED_ORIGINS)
    return CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {}) is None


def _nothing(request):
    """Stand for what the check is wrapped around; it is asked for its judgement alone."""
