"""Names what public pages depend on, and says which of these names a change of a text touches.

A page that shows a text depends on the text; a list besides on its own name, so that a new member
finds it. Lists by date have names by month and day. What a verb touches grows with the lists that a
text stands in, and never with how many texts stand in them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles import reading

FRONT = "front"


def text(number):
    """The article `number`, wherever it is shown."""
    return f"publication:{number}"


def own_page(number):
    """The page of the article `number`, which a withdrawal takes away."""
    return f"article:{number}"


def near(number):
    """What its author signed just before and after the article `number`."""
    return f"near:{number}"


def newest_by(author_id):
    """Which texts are the newest of an author, for pages that show them to the last."""
    return f"author:{author_id}/newest"


def returns_of(author_id):
    """A text of the author comes back to its former place at an hour that lies ahead.

    Who stands beside it then is not known yet.
    """
    return f"author:{author_id}/returns"


def about(kind, number):
    """What the head of a list says of its author or tag."""
    return f"{kind}:{number}/about"


def of_list(name, period=None, entries=()):
    """Return the keys of a page of the list `name`: its newest entries, or those of a `Period`.

    The links to other dates change when the list begins earlier, ends later or the reverse: those
    of a month with its days, all of a year with its months.
    """
    keys = {text(publication.article_id) for publication in entries}
    if period is None:
        return keys | {name}
    if not period.month:
        return keys | {f"{name}/{period.year}/ends", f"{name}/first"}
    month = f"{period.year}-{period.month:02}"
    members = f"{name}/{month}-{period.day:02}" if period.day else f"{name}/{month}"
    return keys | {members, f"{name}/{month}/days", f"{name}/{period.year}/months"}


@dataclass(frozen=True)
class Place:
    """Where a text stands for readers: its date, and the names of its lists."""

    published_at: datetime
    lists: frozenset
    author_ids: frozenset

    @property
    def day(self):
        return timezone.localdate(self.published_at)


def place_of(publication):
    """Return the `Place` of a saved publication; None for None."""
    if publication is None:
        return None
    authors = frozenset(publication.author_links.values_list("author", flat=True))
    tags = publication.tag_links.values_list("tag", flat=True)
    lists = {"all", f"section:{publication.section_id}"}
    if publication.rubric_id != publication.section_id:
        lists.add(f"rubric:{publication.rubric_id}")
    lists |= {f"author:{number}" for number in authors} | {f"tag:{number}" for number in tags}
    return Place(publication.published_at, frozenset(lists), authors)


def touched(number, before, after, *, at=None):
    """Return the keys that change when article `number` goes from one `Place` to another.

    None is nowhere. `at` (aware) lies ahead for what is scheduled: what others publish until then
    is not known yet, so that more is touched than strictly needed.
    """
    places = [place for place in (before, after) if place]
    keys = {text(number), own_page(number), FRONT}
    in_one_alone = frozenset.symmetric_difference if len(places) == 2 else frozenset.union
    for name in in_one_alone(*(place.lists for place in places)):
        keys |= _in_list(name, number, places[0].day, at)
    known = before.author_ids if before else frozenset()
    for author_id in (after.author_ids if after else frozenset()) - known:
        keys |= _beside(author_id, number, after.published_at, at)
    return keys


def _in_list(name, number, day, at):
    """Return the keys of the list `name` that change when `number` of `day` comes or goes."""
    keys = {name, f"{name}/{day:%Y-%m}", f"{name}/{day:%Y-%m-%d}"}
    if at:  # what stands there now may be gone by then
        year = f"{name}/{day.year}"
        keys |= {f"{name}/{day:%Y-%m}/days", f"{year}/months", f"{year}/ends", f"{name}/first"}
    for now in {None, at}:
        end = _end_moved(reading.named(name), number, day, now)
        if end is None:
            continue
        keys |= {f"{name}/{end:%Y-%m}/days", f"{name}/{day:%Y-%m}/days", f"{name}/first"}
        years = range(min(end.year, day.year), max(end.year, day.year) + 1)
        keys |= {f"{name}/{year}/ends" for year in years}
        if (end.year, end.month) != (day.year, day.month):
            keys |= {f"{name}/{year}/months" for year in years}
    return keys


def _end_moved(listing, number, day, now):
    """Return the first or last day of the others in a list when `day` lies beyond it, else None."""
    moments = listing.moments(now).exclude(article=number)
    last = moments.first()
    if last is None:
        return day
    last = timezone.localdate(last)
    if last <= day:
        return last if last < day else None
    first = timezone.localdate(moments.last())
    return first if day < first else None


def _beside(author_id, number, published_at, at):
    """Return the keys of the texts beside which the article appears in its author's list."""
    listing = reading.by_author(author_id)
    later, earlier = listing.sides_of(number, published_at)
    later = list(later.values_list("article", flat=True)[: reading.BESIDE])
    earlier = earlier.values_list("article", flat=True)[: reading.BESIDE]
    keys = {near(other) for other in [*later, *earlier]}
    if at or len(later) < reading.BESIDE:
        keys.add(newest_by(author_id))
    if at and published_at < at:
        keys.add(returns_of(author_id))
    return keys
