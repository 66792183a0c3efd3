"""Draws a public page by a request made of its address alone.

What a visitor sends (cookies, query, host, languages) never comes near a page that others get.
"""

import re
from functools import lru_cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import Http404
from django.urls import resolve, set_script_prefix

from newsroom.middleware import ContentSecurityPolicyMiddleware
from newsroom.views import unavailable

LONGEST = 300
"""Signs of an address that may be kept: ours have fewer."""

_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+/)*")


class Drawer(BaseHandler):
    """Answers by Django's own chain of middleware and views."""

    def __init__(self):
        self.load_middleware()
        site = urlsplit(settings.SITE_URL)
        self._environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": site.scheme,
        }

    def draw(self, path):
        """Return Django's response to whoever asks for `path` and tells nothing of himself."""
        set_script_prefix("/")
        close_old_connections()
        request = WSGIRequest(self._environ | {"PATH_INFO": path, "wsgi.input": BytesIO()})
        return self.get_response(request)

    def unavailable(self):
        """Return the answer to whoever asks for what needs the database while that is away."""
        return ContentSecurityPolicyMiddleware(lambda _request: unavailable())(None)


def is_kept_address(path):
    """True of an address whose view draws pages that may be kept (`is_kept` of the view)."""
    return len(path) <= LONGEST and _is_kept_address(path)


@lru_cache(maxsize=4096)
def _is_kept_address(path):
    if not _ADDRESS.fullmatch(path):
        return False
    try:
        view = resolve(path).func
    except Http404:
        return False
    return getattr(getattr(view, "view_class", None), "is_kept", False)
