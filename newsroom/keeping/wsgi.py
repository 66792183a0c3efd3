"""The first thing that a request meets: answers kept pages, hands on everything else.

Neither sessions nor views nor the database are touched for a page that is kept and current.
"""

import os
import threading
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from django.utils.http import parse_etags

from newsroom.keeping.drawing import is_kept_address
from newsroom.keeping.keeper import Keeper
from newsroom.keeping.refreshing import AFTER_CHANGE, Refresher

FOR_A_SECOND = "public, max-age=0, s-maxage=1"
_THIS_MACHINE = {"", "127.0.0.1", "::1"}  # nginx comes through a socket, or from here
_AFTER_CHANGE = "HTTP_" + AFTER_CHANGE.upper().replace("-", "_")


class KeptPages:
    """A WSGI application around another, which is asked for everything that is not kept.

    The parts that hold threads and connections are made at the first request, after a server has
    divided itself into processes.
    """

    def __init__(self, application):
        self._application = application
        self._lock = threading.Lock()
        self._keeper = None
        self._process = None

    def __call__(self, environ, start_response):
        keeper = self.keeper()
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            path = environ.get("PATH_INFO", "")
            if is_kept_address(path) and _is_our_host(environ.get("HTTP_HOST", "")):
                after = _after(environ)
                page = keeper.page(path, after=after)
                return answer(page, environ, start_response, is_handed_on=after > 0)
        return self._application(environ, start_response)

    def keeper(self):
        """Return the keeper of this process."""
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._keeper = Keeper()
                    Refresher(self._keeper).start()
                    self._process = os.getpid()
        return self._keeper


def answer(page, environ, start_response, *, is_handed_on=False):
    """Answer a WSGI request with a `KeptPage`, whole, compressed, or as « not modified ».

    `is_handed_on`: to a cache in front, which has to put even « moved » or « not found » into the
    place of the page that it has.
    """
    rules = page.cache_control(timezone.now().timestamp())
    if is_handed_on and page.status < HTTPStatus.INTERNAL_SERVER_ERROR and page.keys is None:
        rules = FOR_A_SECOND
    if page.keys is not None and _has_it(environ, page):
        headers = [("ETag", page.etag), ("Cache-Control", rules), ("Vary", "Accept-Encoding")]
        start_response(_status(HTTPStatus.NOT_MODIFIED), headers)
        return []
    headers = [header for header in page.headers if header[0] != "Cache-Control"]
    headers.append(("Cache-Control", rules))
    if page.keys is not None:
        headers.append(("ETag", page.etag))
    if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.body
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = page.plain
    headers.append(("Content-Length", str(len(body))))
    start_response(_status(page.status), headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _has_it(environ, page):
    """Compare weakly (RFC 9110, 13.1.2): a cache that compresses for itself may tell so."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if not known or page.status != HTTPStatus.OK:
        return False
    if known == page.etag or known.strip() == "*":
        return True
    opaque = page.etag.removeprefix("W/")
    return opaque in {etag.removeprefix("W/") for etag in parse_etags(known)}


@lru_cache(maxsize=256)
def _takes_gzip(accepted):
    """Read Accept-Encoding (RFC 9110, 12.5.3): what it says of gzip, else of all others."""
    takes = {}
    for offer in accepted.lower().split(","):
        name, _semicolon, weight = offer.partition(";")
        takes[name.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return takes.get("gzip", takes.get("x-gzip", takes.get("*", False)))


@lru_cache(maxsize=256)
def _is_our_host(host):
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _after(environ):
    """Return the number of the change that a cache in front has heard of; visitors hear of none."""
    if environ.get("REMOTE_ADDR", "") not in _THIS_MACHINE:
        return 0
    number = environ.get(_AFTER_CHANGE, "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


@lru_cache(maxsize=32)
def _status(code):
    return f"{int(code)} {HTTPStatus(code).phrase}"
