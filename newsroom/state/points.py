"""What wants looking at: pure functions of a `State`, each with the limit beyond which it speaks.

A point says what is the matter, what to do about it, and the command that shows more.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.state.telling import in_words, percent, seconds_in_words

LEAST_FREE_SHARE = 0.10
"""Of a disk: systems slow down on a fuller one, and a tenth leaves days to act in."""
LEAST_FREE = 1024**3
"""Bytes: a backup is written beside what it copies, and a day of photos is some hundred MiB."""
LONGEST_WITHOUT_TICK = timedelta(minutes=10)
"""It runs every minute; an update of the system that stops it for longer is none of the usual."""
LONGEST_WITHOUT_BACKUP = timedelta(hours=36)
"""One is made every night: a whole night was missed, and half a day has gone by to notice it."""
LONGEST_WAIT = timedelta(minutes=1)
"""What has changed is worked off every second, and a deploy lets all pages be drawn anew."""
SLOWEST_ANSWER = 0.1
"""Seconds for a question that touches no table: a hundred times what a healthy database takes."""
FURTHEST_CLOCK = 2.0
"""Seconds: a schedule takes effect by the clock of each machine, and readers are promised one."""

TICK, BACKUP, SERVICE = "newsroom-tick", "newsroom-backup", "newsroom"  # units of systemd
_MANAGE = ".venv/bin/python manage.py"


@dataclass(frozen=True)
class Point:
    name: str  # of the kind, for addresses within the page
    what: str
    todo: str
    command: str = ""


def points(state):
    """Return what wants looking at, what may stop the newspaper first."""
    return [point for check in _CHECKS for point in check(state)]


def _disks(state):
    for disk in state.disks:
        if disk.free < LEAST_FREE or disk.share < LEAST_FREE_SHARE:
            folder = disk.folders[0]
            about = {
                "size": filesizeformat(disk.free),
                "share": percent(disk.share),
                "folder": folder,
            }
            yield Point(
                "disk",
                _("Only %(size)s (%(share)s) are left on the disk of %(folder)s.") % about,
                _(
                    "A full disk stops publishing, photos and backups. Carry old backups away, "
                    "or give it more room. What lies on it:"
                ),
                f"du -xh --max-depth=2 {folder} | sort -h | tail",
            )


def _migrations(state):
    if pending := state.database.pending:
        what = ngettext(
            "The database is behind the program by %(count)s migration: %(names)s.",
            "The database is behind the program by %(count)s migrations: %(names)s.",
            len(pending),
        )
        yield Point(
            "migrations",
            what % {"count": len(pending), "names": ", ".join(pending)},
            _("Some pages may fail until they have run. Make a backup, then run:"),
            f"{_MANAGE} migrate",
        )


def _answer(state):
    if state.database.answer > SLOWEST_ANSWER:
        yield Point(
            "database",
            _("The database takes %(time)s to answer the smallest question.")
            % {"time": seconds_in_words(state.database.answer)},
            _(
                "The desk and readers’ accounts wait as long for each. See whether the machine has "
                "too much to do, or the way to the database has become long:"
            ),
            "uptime",
        )


def _clock(state):
    ahead = state.database.clock
    if abs(ahead) > FURTHEST_CLOCK:
        what = (
            _("The clock of this machine is %(time)s behind that of the database.")
            if ahead > 0
            else _("The clock of this machine is %(time)s ahead of that of the database.")
        )
        yield Point(
            "clock",
            what % {"time": seconds_in_words(abs(ahead))},
            _("What is scheduled appears and goes that much too early or too late. See:"),
            "timedatectl",
        )


def _store(state):
    if state.pages.is_unusable:
        yield Point(
            "store",
            _("The file of kept pages, %(path)s, cannot be used.") % {"path": state.pages.path},
            _(
                "Pages are kept in memory alone: with the database away, readers find only what "
                "was read just before. Let the newspaper write there, or delete the file, which is "
                "made anew:"
            ),
            f"ls -l {state.pages.path}",
        )


def _tick(state):
    tick = state.tick
    age = state.at - (tick.at if tick else state.begun)
    if age > LONGEST_WITHOUT_TICK:
        what = (
            _("Periodic work last ran %(age)s ago.") % {"age": in_words(age)}
            if tick
            else _("Periodic work has never run.")
        )
        why = _("Payments, reminders, notices and tidying up wait for it.")
        yield Point("tick", what, *_start(state, why, TICK, f"{_MANAGE} tick --every 60"))


def _failures(state):
    if state.tick and (failed := state.tick.failed):
        what = ngettext(
            "In the last round of periodic work a task failed: %(names)s.",
            "In the last round of periodic work %(count)s tasks failed: %(names)s.",
            len(failed),
        )
        yield Point(
            "failures",
            what % {"count": len(failed), "names": ", ".join(failed)},
            _("It is tried again in each round. The reason stands in the log:"),
            f"journalctl -u {TICK} --since -1h",
        )


def _backup(state):
    backup = state.backup
    age = state.at - (backup.made_at if backup else state.begun)
    if age > LONGEST_WITHOUT_BACKUP:
        what = (
            _("The last backup is %(age)s old.") % {"age": in_words(age)}
            if backup
            else _("No backup was ever made on this machine.")
        )
        why = _("Whatever was written since is lost if the disk breaks.")
        yield Point("backup", what, *_start(state, why, BACKUP, f"{_MANAGE} backup"))


def _start(state, why, unit, by_hand):
    """Return what to do, and the command: a timer does it, but on one's own machine."""
    if state.setup.is_here:
        todo, command = _("On your own machine, start it yourself:"), by_hand
    else:
        todo = _("Check that %(timer)s is running:") % {"timer": f"{unit}.timer"}
        command = f"systemctl status {unit}.timer"
    return f"{why} {todo}", command


def _waiting(state):
    pages = state.pages
    if pages.waiting_since and (age := state.at - pages.waiting_since) > LONGEST_WAIT:
        what = ngettext(
            "%(count)s page that has changed has waited for %(age)s to be drawn anew.",
            "Pages that have changed, %(count)s of them, have waited for %(age)s to be drawn anew.",
            pages.waiting,
        )
        yield Point(
            "waiting",
            what % {"count": pages.waiting, "age": in_words(age)},
            _(
                "Who asks for one waits until it is drawn. After an update of the program this "
                "passes by itself; otherwise the reason stands in the log:"
            ),
            f"journalctl -u {SERVICE} --since -1h",
        )


def _composing(state):
    since = state.composing_since
    if since and (age := state.at - since) > LONGEST_WAIT:
        yield Point(
            "composing",
            _("Texts have waited for %(age)s to be composed again.") % {"age": in_words(age)},
            _(
                "They still show an author, a rubric or a photo as it was. Thousands take minutes; "
                "if it lasts, the reason stands in the log:"
            ),
            f"journalctl -u {SERVICE} --since -1h",
        )


def _setup(state):
    """What is as it should be on one's own machine, and a mistake under a public address."""
    setup = state.setup
    if setup.is_here:
        return
    if setup.is_debug:
        yield Point(
            "debug",
            _("DEBUG is on: errors show the inside of the program to everybody."),
            _("Write DEBUG=no into .env and start the newspaper again."),
        )
    if not setup.address.startswith("https://"):
        yield Point(
            "https",
            _("The newspaper is not under https: passwords cross the network in the open."),
            _("Get a certificate, and write SITE_URL=https://… into .env."),
        )
    if setup.prints_mail:
        yield Point(
            "mail",
            _("Mail goes to the log instead of its readers."),
            _("Write EMAIL_URL into .env: without it nobody gets a code by e-mail."),
        )
    if setup.sms == "console":
        yield Point(
            "sms",
            _("Text messages go to the log instead of their readers."),
            _("Write SMS_URL into .env: without it nobody gets a code by telephone."),
        )


_CHECKS = (
    _disks,
    _migrations,
    _store,
    _answer,
    _tick,
    _failures,
    _backup,
    _waiting,
    _composing,
    _clock,
    _setup,
)
