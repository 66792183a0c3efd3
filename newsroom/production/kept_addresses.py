"""Which addresses lead to pages that are kept, as regular expressions that nginx understands.

They come from the URL configuration itself, so that a new kind of page cannot be forgotten.
"""

import re
from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.urls.converters import StringConverter

SLUG = "[-A-Za-z0-9_]+"
"""What free text in an address may be to be kept: the slugs that the newspaper makes itself are
ASCII. Any other text is for the application, which answers with the right address or with 404."""

_PARAMETER = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")


def kept_addresses() -> list[tuple[str, str]]:
    """Return (regular expression without its first slash, name of the view), each address once."""
    return list(dict(_walk(get_resolver().url_patterns, ())).items())


def _walk(entries, around) -> Iterator[tuple[str, str]]:
    """Walk through `entries` that stand below the patterns `around`."""
    for entry in entries:
        path = (*around, entry.pattern)
        if not isinstance(entry, URLPattern):
            yield from _walk(entry.url_patterns, path)
        elif getattr(view := getattr(entry.callback, "view_class", None), "is_kept", False):
            yield "".join(map(_expression, path)), view.__name__


def _expression(pattern):
    """Return `<yyyy:year>/` as `[0-9]{4}/`; addresses hold no other sign with a meaning."""

    def one(parameter):
        converter = pattern.converters[parameter["name"]]
        if isinstance(converter, StringConverter):
            return SLUG
        return f"(?:{converter.regex})"  # it may hold alternatives

    return _PARAMETER.sub(one, str(pattern))
