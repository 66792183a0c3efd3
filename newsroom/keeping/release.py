"""Tells one state of the program from another: pages drawn by another one are drawn anew."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings

_FOLDERS = ("newsroom", "authors", "articles", "subscriptions", "templates", "static")
_SUFFIXES = {".py", ".html", ".css", ".js", ".mo", ".svg"}


@lru_cache(maxsize=1)
def release():
    """Return a digest of all that a page may be drawn by: code, templates, styles, words."""
    digest = blake2b(settings.SITE_URL.encode(), digest_size=8)
    digest.update(settings.TIME_ZONE.encode())
    files = [settings.BASE_DIR / "requirements.txt"]
    for folder in _FOLDERS:
        files += sorted((settings.BASE_DIR / folder).rglob("*.*"))
    for file in files:
        if file.suffix in _SUFFIXES or file.name == "requirements.txt":
            digest.update(str(file.relative_to(settings.BASE_DIR)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
