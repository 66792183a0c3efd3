"""Pages: public ones are the same bytes for everybody, private ones are kept by nobody.

A public page reads neither session nor user, sets no cookie and carries no token, so that any
cache may hand it to anybody. What depends on the reader lives at addresses of its own.
"""

import datetime
import re

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import View

from newsroom.calendar import midnight
from newsroom.style import style

CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
"""A second: a rush on one page asks us once, and what is published is seen at once."""

NOT_KEPT = "no-cache"
"""For an answer that says only that there is nothing: anybody can ask for any address."""

EVERY_PAGE = "site"
"""The key of what stands on every page: the paper, its menu, its footer (`newsroom.keeping`)."""

READER_COOKIE = "lecteur"
"""Set while somebody is signed in; scripts of public pages look at it, no page is drawn by it."""

_BLOCK = (
    "article|aside|body|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|html|li|link|main"
    "|meta|nav|p|section|script|style|table|td|th|title|tr|ul"
)
_BEGINS_A_BLOCK = re.compile(rf"</?(?:{_BLOCK})\b|</a>")
_TYPED = re.compile(r"(<textarea\b.*?</textarea>)", re.DOTALL)


class PublicPage(View):
    """A page of the public site: says which template and style sheets, and what to show.

    It is kept ready-made (`newsroom.keeping`), so it says in `keys` which changes it depends on and
    in `valid_until` when it would differ though nothing is changed. It may not look at the query.
    """

    is_kept = True
    http_method_names = ["get", "head", "options"]
    template_name = ""
    styles = ("base",)

    def get(self, request, **kwargs):
        return self.page(request, self.context(**kwargs))

    def context(self, **kwargs):
        """Return what the template shows, besides what stands on every page."""
        return kwargs

    def keys(self, context):
        """Return the keys of what the page shows, besides what stands on every page."""
        return ()

    def valid_until(self, context):
        """Return the instant (aware) at which it differs by itself, None when it does not."""
        return None

    def page(self, request, context, **more):
        response = public_page(request, self.template_name, context, styles=self.styles, **more)
        return kept(response, self.keys(context), self.valid_until(context))


def public_page(request, template_name, context, *, styles, status=200, policy=None):
    """Return the drawn page with the headers that go with it; nobody keeps it unless `kept`.

    `styles` names the sheets it carries, `policy` is what it may load beyond the strictest policy.
    """
    response = _drawn(request, template_name, context, styles, status, policy)
    response["Cache-Control"] = NOT_KEPT
    return response


def kept(response, keys, valid_until=None):
    """Allow `response` to be kept until a change of one of `keys`, or until an instant (aware).

    At New Year at the latest: the foot of every page leads to the archive of the year.
    """
    new_year = midnight(datetime.date(timezone.localdate().year + 1, 1, 1))
    response.keys = frozenset({EVERY_PAGE, *keys})
    response.valid_until = min(valid_until or new_year, new_year).timestamp()
    response["Cache-Control"] = CACHE_CONTROL
    return response


def next_midnight():
    """Return when the day ends in the paper's zone, for a page that shows the date."""
    return midnight(timezone.localdate() + datetime.timedelta(days=1))


class PrivatePage(View):
    """A page that depends on the reader: shows it in the dress of the public site, to him alone."""

    template_name = ""
    styles = ("base", "page", "form")

    def get(self, request, **kwargs):
        return self.page(request, self.context(**kwargs))

    def context(self, **kwargs):
        """Return what the template shows, besides what stands on every page."""
        return kwargs

    def page(self, request, context, **more):
        return private_page(request, self.template_name, context, styles=self.styles, **more)


def private_page(request, template_name, context, *, styles, status=200, policy=None):
    """Return a page drawn for one reader, which no cache may keep.

    It renews or takes back the cookie that tells public pages, without naming anybody, that there
    is somebody signed in for whom more can be fetched.
    """
    response = _drawn(request, template_name, context, styles, status, policy)
    return private(request, response)


def private(request, response):
    """Give `response` the headers and the cookie of a private answer."""
    response["Cache-Control"] = "private, no-store"
    if request.user.is_authenticated:
        age, secure = settings.SESSION_COOKIE_AGE, settings.SESSION_COOKIE_SECURE
        response.set_cookie(READER_COOKIE, "1", max_age=age, secure=secure, samesite="Lax")
    elif READER_COOKIE in request.COOKIES:
        response.delete_cookie(READER_COOKIE)
    return response


def _drawn(request, template_name, context, styles, status, policy):
    sheet = style(*styles)
    address = {"canonical": settings.SITE_URL + request.path}
    html = render_to_string(template_name, {**address, **context, "style": sheet.text}, request)
    response = HttpResponse(closed_up(html).strip(), status=status)
    response.csp = {"style-src": (sheet.source,), **(policy or {})}
    return response


def closed_up(html):
    """Close up the lines that template tags leave: before a block they mean nothing at all.

    What somebody typed stays as it is. Line by line: a pattern tried at every sign takes a
    millisecond for each page.
    """
    parts = _TYPED.split(html)
    parts[::2] = ["".join(_without_blank_lines(part.split("\n"))) for part in parts[::2]]
    return "".join(parts)


def _without_blank_lines(lines):
    first, *others = lines
    yield first.rstrip() if others else first
    for place, line in enumerate(others, start=1):
        is_last = place == len(others)
        line = line.lstrip() if is_last else line.strip()
        if line or is_last:
            yield line if _BEGINS_A_BLOCK.match(line) else f"\n{line}"
