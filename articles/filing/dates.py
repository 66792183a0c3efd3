"""« Publié lundi 23 juin 2025 à 07:31 », in the forms newspapers write it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from django.utils.translation import gettext as _

from newsroom.dates import WEEKDAYS
from newsroom.typography.signs import MONTHS

from .folding import flat
from .reading import Stretch

_MONTHS = [flat(month) for month in MONTHS]
_DATE_LINE = re.compile(
    rf"""(?P<verb>publiee?|(?:mise?|mis)\s+(?:en\s+ligne|a\s+jour)|modifiee?|actualisee?)\s*:?\s*
    (?:le\s+)?(?:(?P<weekday>{"|".join(WEEKDAYS)})\s*,?\s+)?(?:le\s+)?
    (?:(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{"|".join(_MONTHS)})\s+(?P<year>\d{{4}})
      |(?P<d>\d{{1,2}})(?P<sep>[/.-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}))
    (?:\s*(?:[,|–-]|\ba\b)?\s*(?P<hour>\d{{1,2}})\s*(?:heures?|h|:)\s*(?P<minute>\d{{2}})?
      (?:\s*min\b)?(?:\s*(?P<utc>gmt|tu|utc)\b)?)?\s*\.?""",
    re.VERBOSE,
)
_BYLINE_AFTER = re.compile(r"\s*[,|·•–-]?\s*par\s+(?=\S)")
_UPDATE_AFTER = re.compile(r"\s*[,|·•(–-]*\s*(?:mise?\s+a\s+jour|modifiee?|actualisee?)\b.*")
_LONGEST = 200


@dataclass(frozen=True)
class DateLine:
    stretch: Stretch  # the date and its words
    is_publication: bool  # « Mis à jour » tells nothing about the first day
    byline: Stretch | None  # « … par Aminata Coulibaly » on the same line
    match: re.Match


def is_date_line(text: str) -> bool:
    return find(Stretch(text)) is not None


def find(stretch: Stretch) -> DateLine | None:
    """The date line that is this whole paragraph; a sentence begun with « Publié » is none."""
    if stretch.text[:1] not in "PMApma" or len(stretch.text) > _LONGEST:
        return None
    text = flat(stretch.text)
    match = _DATE_LINE.match(text)
    if match is None:
        return None
    byline = _BYLINE_AFTER.match(text, match.end())
    is_whole = match.end() == len(text) or _UPDATE_AFTER.fullmatch(text, match.end())
    if byline is None and not is_whole:
        return None
    return DateLine(
        stretch=stretch.cut(0, byline.end()) if byline else stretch,
        is_publication=match["verb"].startswith("publi") or "ligne" in match["verb"],
        byline=stretch.cut(byline.end()) if byline else None,
        match=match,
    )


def moment(line: DateLine, zone: tzinfo) -> tuple[datetime | None, list[str]]:
    """The naive local time in `zone` that the line names, and what looks wrong about it."""
    part = line.match
    numbers = (
        int(part["year"] or part["y"]),
        _MONTHS.index(part["month"]) + 1 if part["month"] else int(part["m"]),
        int(part["day"] or part["d"]),
        int(part["hour"] or 0),
        int(part["minute"] or 0),
    )
    try:
        typed = datetime(*numbers)
        local = _in_zone(typed, zone) if part["utc"] else typed
        exists = _in_zone(local.replace(tzinfo=zone).astimezone(UTC), zone) == local
    except (ValueError, OverflowError):
        return None, [_("“%(line)s”: there is no such date.") % {"line": line.stretch.text}]
    return local, _doubts(line, typed, exists)


def _in_zone(utc: datetime, zone: tzinfo) -> datetime:
    return utc.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def _doubts(line: DateLine, typed: datetime, exists: bool) -> list[str]:
    doubts = []
    date = line.stretch.cut(0, line.match.end())
    shown = {"line": date.text, "weekday": WEEKDAYS[typed.weekday()]}
    if line.match["weekday"] and line.match["weekday"] != WEEKDAYS[typed.weekday()]:
        doubts.append(_("“%(line)s”: that day is a %(weekday)s.") % shown)
    if line.match["hour"] is None:
        doubts.append(_("“%(line)s” gives no time: midnight was taken.") % shown)
    if not exists:
        doubts.append(_("“%(line)s”: the clocks skipped that time.") % shown)
    return doubts
