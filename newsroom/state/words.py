"""The figures of a `State` as sentences, for the table of the page."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.standing import at_moment
from newsroom.state.telling import count, in_words, percent, seconds_in_words

_SERVED = ("memory", "store", "drawn", "a moment ago", "last resort")  # names of the store's tally


def rows(state):
    """Return [(label, sentences)]."""
    return [
        (_("Database"), _database(state.database)),
        (_("Disk"), [_disk(disk) for disk in state.disks]),
        (_("Pages kept"), _pages(state.pages)),
        (_("Changes"), _changes(state)),
        (_("Periodic work"), _tick(state)),
        (_("Backup"), _backup(state)),
        (_("Settings"), _setup(state.setup)),
        (_("Versions"), _versions(state)),
    ]


def _database(database):
    about = {
        "engine": database.engine,
        "version": database.version,
        "size": filesizeformat(database.size),
        "time": seconds_in_words(database.answer),
    }
    lines = [_("%(engine)s %(version)s, %(size)s. It answers in %(time)s.") % about]
    if not database.pending:
        lines.append(_("It is at the state that the program expects."))
    return lines


def _disk(disk):
    about = {
        "free": filesizeformat(disk.free),
        "share": percent(disk.share),
        "total": filesizeformat(disk.total),
        "folders": ", ".join(map(str, disk.folders)),
    }
    return _("%(free)s free of %(total)s (%(share)s), for %(folders)s.") % about


def _pages(pages):
    if pages.is_off:
        return [_("Each page is drawn for each reader: keeping them is switched off.")]
    if pages.is_unusable:
        return [_("The file %(path)s cannot be used.") % {"path": pages.path}]
    number = ngettext(
        "%(count)s page, %(size)s, in %(path)s.",
        "%(count)s pages, %(size)s, in %(path)s.",
        pages.count,
    )
    about = {"size": filesizeformat(pages.bytes), "path": pages.path, "count": count(pages.count)}
    return [number % about, *_served(pages.tally), _stale(pages)]


def _served(tally):
    """Tell where answers came from, as long as the file has been counting; nginx does not tell."""
    asked = sum(tally.get(name, 0) for name in _SERVED)
    if not asked:
        return
    line = _(
        "Of %(count)s answers and drawings since this file was made: %(memory)s from memory, "
        "%(store)s from the file, %(drawn)s drawn. What caches in front answer is not counted."
    )
    share = {name: percent(tally.get(name, 0) / asked) for name in _SERVED}
    yield line % {"count": count(asked), **share}
    if tally.get("a moment ago"):
        line = ngettext(
            "%(count)s answer was the copy of a moment ago, while the page was being drawn.",
            "%(count)s answers were the copy of a moment ago, while the page was being drawn.",
            tally["a moment ago"],
        )
        yield line % {"count": count(tally["a moment ago"])}
    if tally.get("last resort"):
        line = ngettext(
            "%(count)s answer was an older copy, because the page could not be drawn.",
            "%(count)s answers were an older copy, because the page could not be drawn.",
            tally["last resort"],
        )
        yield line % {"count": count(tally["last resort"])}


def _stale(pages):
    if not pages.waiting:
        return _("None waits to be drawn anew.")
    line = ngettext(
        "%(count)s waits to be drawn anew.", "%(count)s wait to be drawn anew.", pages.waiting
    )
    return line % {"count": count(pages.waiting)}


def _changes(state):
    if state.change is None:
        lines = [_("Nothing that readers see has changed in the last days.")]
    else:
        line = _("The last thing that readers see changed %(moment)s (no. %(number)s).")
        about = {"moment": at_moment(state.change.noted_at), "number": state.change.pk}
        lines = [line % about]
    if state.ahead:
        line = ngettext(
            "%(count)s change is scheduled.", "%(count)s changes are scheduled.", state.ahead
        )
        lines.append(line % {"count": count(state.ahead)})
    if state.composing:
        line = _("Texts have yet to be composed again, asked for %(moment)s.")
        lines.append(line % {"moment": at_moment(state.composing_since)})
    else:
        lines.append(_("No text waits to be composed again."))
    return lines


def _tick(state):
    tick = state.tick
    if tick is None:
        return [_("It has not run yet on this newspaper.")]
    about = {
        "moment": at_moment(tick.at),
        "age": in_words(state.at - tick.at),
        "time": seconds_in_words(tick.seconds),
    }
    lines = [_("Last done %(moment)s, %(age)s ago; it took %(time)s.") % about]
    if tick.failed:
        lines.append(_("Failed: %(names)s.") % {"names": ", ".join(tick.failed)})
    return lines


def _backup(state):
    backup = state.backup
    if backup is None:
        return [_("No backup was made yet on this machine.")]
    about = {
        "moment": at_moment(backup.made_at),
        "size": filesizeformat(backup.size),
        "path": backup.path,
    }
    return [_("The last one was made %(moment)s: %(path)s (%(size)s).") % about]


def _setup(setup):
    yield _("Address: %(address)s") % {"address": setup.address}
    if not setup.address.startswith("https://"):
        yield _("HTTPS is off.")
    if setup.is_debug:
        yield _("DEBUG is on: errors are shown in full.")
    if setup.plays_operator:
        yield _("The newspaper plays the operator: subscribing costs nothing.")
    yield _("Mail is printed in the log.") if setup.prints_mail else _("Mail leaves.")
    yield {
        "": _("Text messages do not leave: the office reads the codes out."),
        "console": _("Text messages are printed in the log."),
        "provider": _("Text messages leave."),
    }[setup.sms]
    if setup.fronts:
        line = _("Changed pages are handed on to %(addresses)s.")
        yield line % {"addresses": ", ".join(setup.fronts)}


def _versions(state):
    about = state.versions | {
        "engine": state.database.engine,
        "database": state.database.version,
    }
    yield _("Newsroom %(newsroom)s, state %(release)s") % about
    yield (
        _("Python %(python)s, Django %(django)s, %(engine)s %(database)s, gunicorn %(gunicorn)s")
        % about
    )
