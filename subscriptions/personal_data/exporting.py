"""Everything about a reader in one file: JSON for machines, a page that anybody can read."""

import datetime
import io
import json
import zipfile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.dates import DateForm, day_and_time
from newsroom.models import Newspaper
from subscriptions.personal_data.register import HELD


def archive(user) -> bytes:
    """Return a ZIP file of `donnees.json` and `donnees.html`, the same rows in both."""
    found = [(held, list(held.rows(user))) for held in HELD]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("donnees.json", _as_json(found))
        zipped.writestr("donnees.html", _as_page(found, user))
    return file.getvalue()


def _as_json(found):
    data = {
        "newspaper": Newspaper.current().title,
        "site": settings.SITE_URL,
        "exported_at": timezone.now().isoformat(timespec="seconds"),
    }
    for held, rows in found:
        data[held.model] = [{name: _plain(row, name) for name in held.told} for row in rows]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_page(found, user):
    sections = [
        (
            held.title,
            [[(label, _words(row, name)) for name, label in held.told.items()] for row in rows],
        )
        for held, rows in found
        if rows
    ]
    context = {
        "paper": Newspaper.current(),
        "user": user,
        "now": _moment(timezone.now()),
        "sections": sections,
    }
    return render_to_string("subscriptions/account/export.html", context)


def _plain(row, name):
    """Return a field as JSON has it: moments in ISO 8601 (UTC), bytes as text, rows by number."""
    value = getattr(row, row._meta.get_field(name).attname)
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    is_plain = value is None or isinstance(value, bool | int | str | list | dict)
    return value if is_plain else str(value)


def _words(row, name):
    """Return a field as people read it."""
    value = _plain(row, name)
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(getattr(row, name), datetime.datetime):
        return _moment(getattr(row, name))
    if row._meta.get_field(name).choices:
        return getattr(row, f"get_{name}_display")()
    if name == "verdicts":
        return " · ".join(verdict["reason"] for verdict in value)
    return str(value)


def _moment(at):
    return day_and_time(at, DateForm.LEXIQUE, timezone.get_default_timezone())
