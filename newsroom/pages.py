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
from django.utils.http import http_date
from django.views.generic import View

from newsroom.calendar import midnight
from newsroom.style import style

CACHE_CONTROL = "public, max-age=2"
"""Two seconds: a rush on one page asks us once, and what is published is seen at once."""

READER_COOKIE = "lecteur"
"""Set while somebody is signed in; scripts of public pages look at it, no page is drawn by it."""

SETTLING = datetime.timedelta(minutes=5)
"""What no change takes from its date in the journal until readers see it, recomposing included."""

_BLOCK = (
    "article|aside|body|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|html|li|link|main"
    "|meta|nav|p|section|script|style|table|td|th|title|tr|ul"
)
# What somebody typed stays as it is. A run of blanks is looked at from its first one alone: from
# each of them, a long run would take the square of its length.
_LINE_BREAKS = re.compile(
    rf"(?P<typed><textarea\b.*?</textarea>)|(?<!\s)\s*\n\s*(?P<next></?(?:{_BLOCK})\b|</a>)?",
    re.DOTALL,
)


class PublicPage(View):
    """A page of the public site: says which template and style sheets, and what to show."""

    http_method_names = ["get", "head", "options"]
    template_name = ""
    styles = ("base",)

    def get(self, request, **kwargs):
        return self.page(request, self.context(**kwargs))

    def context(self, **kwargs):
        """Return what the template shows, besides what stands on every page."""
        return kwargs

    def page(self, request, context, **more):
        return public_page(request, self.template_name, context, styles=self.styles, **more)


def public_page(request, template_name, context, *, styles, status=200, policy=None):
    """Return the drawn page with the headers that go with it.

    `styles` names the sheets it carries, `policy` is what it may load beyond the strictest policy.
    """
    response = _drawn(request, template_name, context, styles, status, policy)
    response["Cache-Control"] = CACHE_CONTROL
    response["Last-Modified"] = last_modified(request)
    return response


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
    response = HttpResponse(_LINE_BREAKS.sub(_closed_up, html).strip(), status=status)
    response.csp = {"style-src": (sheet.source,), **(policy or {})}
    return response


def last_modified(request):
    """Return Last-Modified: when anything last changed that readers may see, each day at least.

    A page shows menus and other people's headlines: the date of its own text would leave a reader
    with a withdrawn headline. A change is dated before readers see it, may come to light after a
    younger one, and a second may hold two: until it has settled, pages count as changed just now.
    """
    modified = midnight(timezone.localdate())
    if changed_at := request.site.changed_at:
        modified = max(modified, min(changed_at + SETTLING, timezone.now()))
    return http_date(modified.timestamp())


def _closed_up(line_break):
    """Close up the lines that template tags leave: before a block they mean nothing at all."""
    return line_break["typed"] or line_break["next"] or "\n"
