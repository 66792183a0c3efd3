"""Reads settings from the environment and refuses a wrong value at start.

Every variable is explained in `.env.example`; a file `.env` at the root is read when it exists, and
what the environment says wins over it.
"""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import get_random_string

BASE_DIR = Path(__file__).resolve().parent.parent

SILENT_FOR = 3
"""Seconds after which a database that does not answer a knock counts as away."""

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def boolean(name, *, default):
    """Return the variable as a bool; django-environ alone reads any unknown word as False."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    text = env.str(name, default="yes" if default else "no").strip().lower()
    if text not in words:
        raise ImproperlyConfigured(f"{name} must be yes or no, not “{text}”.")
    return words[text]


def site_url(name, *, default):
    """Return an absolute http(s) address without a trailing slash."""
    text = env.str(name, default=default).strip().rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://journal.example, not “{text}”."
        )
    return text


def is_own_machine(url):
    """Whether an address leads to the machine that somebody sits at, where nobody else comes."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def fake_operator(name, *, site_url, real_key, embedded):
    """Return whether an operator is played by the newspaper itself: on one's own machine alone.

    `real_key` names the variable of the real operator's key; with one, nothing is played. Without a
    word, it is with the `embedded` database alone: a public site that forgot its SITE_URL gives
    nothing away.
    """
    is_here = is_own_machine(site_url)
    has_key = bool(env.str(real_key, default=""))
    is_played = boolean(name, default=is_here and embedded and not has_key)
    if is_played and not is_here:
        raise ImproperlyConfigured(
            f"{name} lets readers subscribe without paying: it must be no unless SITE_URL is "
            f"one’s own machine, and SITE_URL is {site_url}."
        )
    if is_played and has_key:
        raise ImproperlyConfigured(f"{name} must be no when {real_key} is set.")
    return is_played


def country_code(name, *, default):
    """Return the digits that telephone numbers of the country begin with (ITU-T E.164)."""
    text = env.str(name, default=default).strip().lstrip("+")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 3 and text[0] != "0"):
        raise ImproperlyConfigured(f"{name} must be a country code such as 223, not “{text}”.")
    return text


def text_url(name, *, default):
    """Return where text messages go: `console://`, an http(s) address, or nothing at all."""
    text = env.str(name, default=default).strip()
    parts = urlsplit(text)
    if text not in {"", "console://"} and not (
        parts.scheme in {"http", "https"} and parts.hostname
    ):
        raise ImproperlyConfigured(f"{name} must be console:// or an address of a provider.")
    return text


def headers(name):
    """Return HTTP headers written as « Name: value | Name: value »."""
    found = {}
    for line in filter(str.strip, env.str(name, default="").split("|")):
        key, colon, value = line.partition(":")
        if not (colon and key.strip() and value.strip()):
            raise ImproperlyConfigured(f"{name} must look like « Name: value | Name: value ».")
        found[key.strip()] = value.strip()
    return found


def path(name, *, default):
    """Return where a file lies; one that is not absolute lies under the project."""
    return BASE_DIR / (env.str(name, default="").strip() or default)


def mebibytes(name, *, default):
    """Return a size in bytes, given in mebibytes."""
    text = env.str(name, default=str(default)).strip()
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ImproperlyConfigured(f"{name} must be a number of mebibytes, not “{text}”.")
    return int(text) * 1024 * 1024


def addresses(name):
    """Return addresses such as http://127.0.0.1:8081, separated by blanks."""
    found = env.str(name, default="").split()
    for address in found:
        parts = urlsplit(address)
        if parts.scheme != "http" or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(
                f"{name} must hold addresses such as http://127.0.0.1:8081, not “{address}”."
            )
    return found


def time_zone(name, *, default):
    """Return the name of a zone that this machine knows."""
    text = env.str(name, default=default)
    if text not in available_timezones():
        raise ImproperlyConfigured(f"{name} must be a time zone such as {default}, not “{text}”.")
    return ZoneInfo(text).key


def database(name, *, default_path):
    """Return Django's DATABASES entry: SQLite in `default_path`, or PostgreSQL from an address.

    SQLite runs in WAL with immediate transactions: in a deferred one, a read then a write beside
    another writer fails at once with « database is locked » instead of waiting.
    """
    text = env.str(name, default=f"sqlite:///{default_path}")
    if urlsplit(text).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host/name.")
    config = env.db_url_config(text)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            ),
        }
        return config | {"OPTIONS": options, "CONN_MAX_AGE": None}
    options = {
        "connect_timeout": SILENT_FOR,
        "tcp_user_timeout": SILENT_FOR * 1000,  # milliseconds
        "keepalives_idle": SILENT_FOR,
        "keepalives_interval": 1,
        "keepalives_count": SILENT_FOR,
        # Queries of `newsroom.prepared` are planned once for a connection, all others each time.
        "prepare_threshold": 0,
        "options": "-c plan_cache_mode=force_generic_plan",
    } | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def secret_key(name, *, path, embedded):
    """Return the secret key; with the embedded database one is made once and kept in `path`."""
    if text := env.str(name, default=""):
        if len(text) < 32:
            raise ImproperlyConfigured(f"{name} must have at least 32 characters.")
        return text
    if not embedded:
        raise ImproperlyConfigured(f"{name} must be set when DATABASE_URL is.")
    return _kept_key(path)


def _kept_key(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(get_random_string(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
