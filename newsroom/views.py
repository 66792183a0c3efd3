"""What belongs to no desk: health, robots, icon, public files, and pages that say it failed."""

import sys
from http import HTTPStatus
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.pages import public_page
from newsroom.style import style

_PICTURES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
_FOR_A_DAY = "public, max-age=86400"
_TRY_AGAIN = "30"  # seconds


@never_cache
@require_safe
def health(request):
    """Say that this process serves, and whether it reaches its database.

    200 also when it does not: pages that are kept are still served, and a balancer that took all
    machines away, for they share one database, would take the whole paper away from its readers.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"serving": True, "database": "unreachable"})
    return JsonResponse({"serving": True, "database": "ok"})


@require_safe
def robots(request):
    """Let everybody read everything but the newsroom."""
    lines = ["User-agent: *", f"Disallow: /{settings.ADMIN_PATH}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = _FOR_A_DAY
    return response


@require_safe
def favicon(request):
    icon = settings.BASE_DIR / "static" / "favicon.ico"
    response = FileResponse(icon.open("rb"), content_type="image/x-icon")
    response["Cache-Control"] = _FOR_A_DAY
    return response


@require_safe
def media(request, path):
    """Serve a public picture, under the type that its name says and no other.

    Nobody keeps it for more than a day: a withdrawn photo has to leave the caches of others too.
    A server in front may serve the folder instead, with the same header.
    """
    content_type = _PICTURES.get(PurePath(path).suffix)
    if content_type is None or "\0" in path or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=content_type)
    response["Cache-Control"] = _FOR_A_DAY
    return response


def not_found(request, exception):
    return public_page(request, "404.html", {}, styles=("base", "page"), status=404)


def server_error(request):
    """Answer without the database, which may be what failed: then it is 503, for a while."""
    if isinstance(sys.exc_info()[1], InterfaceError | OperationalError):
        return unavailable()
    return _failing("500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable():
    """Answer while the database is away."""
    response = _failing("503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = _TRY_AGAIN
    return response


def _failing(template, status):
    sheet = style("base", "page")
    html = render_to_string(template, {"style": sheet.text})
    response = HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
    response.csp = {"style-src": (sheet.source,)}
    return response
