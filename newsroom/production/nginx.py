"""The configuration of nginx for this installation, as text."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from newsroom.env import is_own_machine
from newsroom.keeping.refreshing import AFTER_CHANGE
from newsroom.production.kept_addresses import kept_addresses

SOCKET = "unix:/run/newsroom/newsroom.sock"
"""Where the unit of systemd lets gunicorn listen (newsroom/production/systemd.py)."""

CHALLENGES = "/var/www/html"
"""Where certbot puts its proofs: the folder that Debian's nginx shows before this configuration."""

REFRESHING_PORT = 8081
"""Where the application hands on changed pages, unless FRONT_CACHES says another port."""

LONGEST_TEXT = 4000
"""Bytes that nginx reads as one word of its configuration, a little less than 4096."""


def configuration(*, upstream, listen, certificate, cache, log):
    """Return the text. `listen` is where plain HTTP is spoken, None for HTTPS with `certificate`.

    `upstream`, `listen`, `log` are as nginx writes them; `certificate` is the folder of
    fullchain.pem and privkey.pem, None for certbot's own; `cache` a folder.
    """
    site = urlsplit(settings.SITE_URL)
    port = _refreshing_port()
    context = {
        "site_url": settings.SITE_URL,
        "scheme": site.scheme,
        "host": site.hostname,
        "host_and_port": site.netloc,
        "is_https": listen is None,
        "listen": listen,
        "certificate": certificate or f"/etc/letsencrypt/live/{site.hostname}",
        "challenges": CHALLENGES,
        "upstream": upstream,
        "cache": cache,
        "log": log,
        "refreshing_port": port,
        "refreshing_url": f"http://127.0.0.1:{port}",
        "after_change": AFTER_CHANGE,
        "after_change_variable": AFTER_CHANGE.lower().replace("-", "_"),
        "kept": kept_addresses(),
        "static_root": settings.STATIC_ROOT.resolve().parent,
        "media_root": settings.MEDIA_ROOT.resolve().parent,
        "admin_path": settings.ADMIN_PATH,
        "unavailable": unavailable_page(),
    }
    return render_to_string("production/nginx.conf", context)


def unavailable_page():
    """Return what is shown when there is no application: it stands in the configuration itself.

    Raises ImproperlyConfigured when it has grown beyond what can stand there.
    """
    page = " ".join(render_to_string("production/unavailable.html").split())
    if len(page.encode()) > LONGEST_TEXT or set(page) & set("'$\\"):
        raise ImproperlyConfigured("unavailable.html is too long, or holds a sign nginx reads.")
    return page


def _refreshing_port():
    """Return the port of the cache on this machine that FRONT_CACHES names."""
    ours = (urlsplit(address).port for address in settings.FRONT_CACHES if is_own_machine(address))
    return next(filter(None, ours), REFRESHING_PORT)
