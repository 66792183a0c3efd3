"""Where a text stands, in words: what the list and the form say of it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision, State
from newsroom.typography.signs import MONTHS


def _parts(at):
    """Return the day and the time of an instant; no day for today, no year for this one."""
    at, today = timezone.localtime(at), timezone.localdate()
    if at.date() == today:
        return {"day": "", "time": f"{at:%H:%M}"}
    day = f"{'1er' if at.day == 1 else at.day} {MONTHS[at.month - 1]}"
    year = "" if at.year == today.year else f" {at.year}"
    return {"day": f"{day}{year}", "time": f"{at:%H:%M}"}


def moment(at):
    """Return « 16:40 » for an instant of today, « 1er juin à 16:40 » for another."""
    parts = _parts(at)
    return _("%(day)s at %(time)s") % parts if parts["day"] else parts["time"]


def at_moment(at):
    """Return « à 16:40 » or « le 1er juin à 16:40 »."""
    parts = _parts(at)
    return (_("on %(day)s at %(time)s") if parts["day"] else _("at %(time)s")) % parts


def of_moment(at):
    """Return « de 16:40 » or « du 1er juin à 16:40 »."""
    parts = _parts(at)
    return (_("of %(day)s at %(time)s") if parts["day"] else _("of %(time)s")) % parts


@dataclass(frozen=True)
class Standing:
    """What follows from an article of `Article.objects.with_state()`, without a query more."""

    article: Article

    @property
    def is_live(self):
        return self.article.live_revision_id is not None

    @property
    def is_scheduled(self):
        return self.article.next_revision_id is not None

    @property
    def is_ending(self):
        """A withdrawal is scheduled."""
        return self.article.withdrawn_from is not None

    @property
    def was_published(self):
        return self.article.was_published

    @property
    def is_submitted(self):
        return self.article.status == Article.Status.SUBMITTED

    @property
    def is_returned(self):
        return self.article.status == Article.Status.RETURNED

    @property
    def has_unpublished_changes(self):
        """Readers see an older version, and no schedule will show them the newest."""
        newest = self.article.last_revision_id
        shown = {self.article.live_revision_id, self.article.next_revision_id}
        return self.is_live and newest not in shown

    @property
    def is_scheduled_in_older_version(self):
        return self.is_scheduled and self.article.next_revision_id != self.article.last_revision_id

    @property
    def state(self):
        """The one state of the list's first column: what readers see comes before the rest."""
        if self.is_live:
            return State.PUBLISHED
        if self.is_scheduled:
            return State.SCHEDULED
        if self.was_published:
            return State.WITHDRAWN
        if self.article.status in {State.SUBMITTED, State.RETURNED}:
            return State(self.article.status)
        return State.DRAFT

    @property
    def label(self):
        """The state as a phrase: « Transmis à 16:40 », « Programmé, paraîtra à 18:00 »."""
        if self.state == State.SUBMITTED:
            return _("Handed on %(moment)s") % {"moment": at_moment(self.article.status_at)}
        if self.state == State.SCHEDULED:
            words = _("Scheduled, will appear %(moment)s")
            return words % {"moment": at_moment(self.article.next_live_from)}
        return str(self.state.label)

    @property
    def remarks(self):
        """What the state alone does not say, in a few words each."""
        remarks = []
        if self.has_unpublished_changes:
            remarks.append(_("unpublished changes"))
        if self.is_live and self.is_scheduled:
            words = _("update %(moment)s")
            remarks.append(words % {"moment": at_moment(self.article.next_live_from)})
        if self.is_ending:
            words = _("withdrawal scheduled %(moment)s")
            remarks.append(words % {"moment": at_moment(self.article.withdrawn_from)})
        if self.is_submitted and self.state != State.SUBMITTED:
            words = _("handed on %(moment)s")
            remarks.append(words % {"moment": at_moment(self.article.status_at)})
        if self.is_returned and self.state != State.RETURNED:
            remarks.append(_("returned"))
        return remarks

    @property
    def line(self):
        """« Publié · modifications non publiées »."""
        return " · ".join([self.label, *self.remarks])

    def frozen_version(self):
        """« de 14:02 », of the version that is scheduled when a newer one exists; one query."""
        if not self.is_scheduled_in_older_version:
            return ""
        return of_moment(Revision.objects.get(pk=self.article.next_revision_id).created_at)
