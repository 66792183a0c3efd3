"""How often something may be tried: a count in the cache that all processes share."""

from django.conf import settings
from django.core.cache import cache


def is_over(name: str, who, *, most: int, seconds: int) -> bool:
    """Count one more try of `name` by `who`; return whether it is over `most` within `seconds`.

    The window begins with the first try. `who` is anything that tells people apart: a user's
    number, an address.
    """
    key = f"limit:{name}:{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # it has just run out
        return False


def forget(name: str, who):
    """Begin the count of `who` anew."""
    cache.delete(f"limit:{name}:{who}")


def address_of(request) -> str:
    """Return the network address that a request comes from, as our own proxy tells it if any."""
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
