"""HTTP without sockets: what our code sends with `requests` is answered by the application itself.

`in_process` puts it in place of the adapter that would open a socket, so that the gateway, the
played operator and its notifications speak real HTTP messages within one test and one transaction.
"""

from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.test import Client
from requests.adapters import HTTPAdapter

_CARRIED = ("Authorization", "Wave-Signature")


class Wire:
    """What went over it, as (verb, path); and what it is made to do wrong.

    `is_cut`: nothing arrives any more. `before` is called with each request first, and may raise.
    """

    def __init__(self):
        self.calls = []
        self.is_cut = False
        self.before = lambda request: None

    def send(self, request, **options):
        connect, read = options["timeout"]
        assert connect <= 3, "a call without limits holds a thread for ever"
        assert read <= 10
        parts = urlsplit(request.url)
        assert request.url.startswith(settings.SITE_URL), f"nobody answers {request.url}"
        self.calls.append((request.method, parts.path))
        self.before(request)
        if self.is_cut:
            raise requests.ConnectionError("the line is cut")
        answer = Client().generic(
            request.method,
            request.path_url,
            _bytes(request.body),
            content_type=request.headers.get("Content-Type", ""),
            headers={name: request.headers[name] for name in _CARRIED if name in request.headers},
        )
        return _response(request, answer)


def _bytes(body):
    return body.encode() if isinstance(body, str) else body or b""


def _response(request, answer):
    response = requests.Response()
    response.status_code = answer.status_code
    response._content = answer.content
    response.headers.update(answer.headers)
    response.request, response.url = request, request.url
    return response


def in_process(monkeypatch) -> Wire:
    """Answer all HTTP of this test by the application; return the wire."""
    wire = Wire()
    monkeypatch.setattr(HTTPAdapter, "send", wire.send)
    return wire
