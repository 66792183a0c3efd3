"""How often something may be tried: counted in the cache that all processes share."""

import hashlib

from django.conf import settings
from django.core.cache import cache

MOST = 200
"""The highest limit there may be."""


def is_over(name: str, who, *, most: int, seconds: int) -> bool:
    """Count one more try of `name` by `who`; return whether it is over `most` within `seconds`.

    `who` is anything that tells people apart: a user's number, an address. Each try takes one of
    `most` places and leaves it after `seconds`. A place is taken by adding a key, which of two
    processes at once only one can: a number to be counted up would lose tries, and its life be
    begun anew by the cache in the database.
    """
    places = _places(name, who)[:most]
    taken = cache.get_many(places)
    free = (place for place in places if place not in taken)
    return not any(cache.add(place, 1, seconds) for place in free)


def forget(name: str, who):
    """Begin the count of `who` anew."""
    cache.delete_many(_places(name, who))


def address_of(request) -> str:
    """Return the network address that a request comes from, as our own proxy tells it if any."""
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _places(name, who):
    """Return the keys of all places; nobody's number or address can be read in them."""
    own = hashlib.sha256(f"{name}:{who}".encode()).hexdigest()
    return [f"limit:{own}:{place}" for place in range(MOST)]
