"""The verbs of the desk: hand on, send back, publish, schedule, withdraw.

Each is atomic, locks the article before it looks at the clock, checks the permission, raises a
named error and writes to the journal. They work from revisions: what lies in the row but was never
recorded is published by nobody.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checklist, touching
from articles.freezing import freeze, hold, link
from articles.models import (
    Article,
    FrontPlacement,
    PublicationAuthor,
    PublicationTag,
)
from articles.refreshing import refresh_after_commit, refresh_at
from newsroom.html import to_text
from newsroom.keeping import PATH, changed, noting
from newsroom.models import JournalEntry


class PublishingError(Exception):
    """A verb cannot be carried out; `message` says why and what to do, in the desk's language."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class NotReady(PublishingError):
    """The checklist stops publication; `items` are its blocking entries."""

    def __init__(self, items):
        super().__init__(" ".join(item.message for item in items))
        self.items = items


@transaction.atomic
def submit(*, article, by):
    """Hand the copy on: it joins « À publier » with its time."""
    article = _locked(article)
    _require(by, "articles.submit_article")
    if not Article.objects.editable_by(by).filter(pk=article.pk).exists():
        raise PermissionDenied
    if not article.headline.strip() and not to_text(article.body):
        raise PublishingError(_("There is nothing to hand on yet: write a headline or a text."))
    _set_status(article, Article.Status.SUBMITTED)
    JournalEntry.record(actor=by, verb="submit", subject=article)


@transaction.atomic
def send_back(*, article, by, note):
    """Return a handed-on copy to whoever wrote it, with a sentence that says why."""
    article = _locked(article)
    _require(by, "articles.edit_any_article")
    if article.status != Article.Status.SUBMITTED:
        raise PublishingError(_("This text was not handed on: there is nothing to send back."))
    if not note.strip():
        raise PublishingError(_("Write a sentence that says what to do with the text."))
    _set_status(article, Article.Status.RETURNED, note.strip())
    JournalEntry.record(actor=by, verb="send_back", subject=article, note=note.strip())


@noting()
def publish(*, article, by, revision=None, minor=False, first_published_at=None):
    """Show a revision (the last one by default) to readers from now on.

    The first time this is the first publication; later it publishes the changes, and `minor` keeps
    the printed « Mis à jour » as it is. `first_published_at` (aware) dates archive copy: it counts
    only the first time, lies in the past, and is journalled.

    Raises NotReady, PublishingError or PermissionDenied.
    """
    _require(by, "articles.publish_article")
    revision = _revision_to_publish(article, revision)
    article = _locked(article)
    now = timezone.now()
    if first_published_at is not None and first_published_at > now:
        raise PublishingError(_("The date of first publication lies in the future: schedule it."))
    live = _live(article, now)
    if live and live.revision_id == revision.pk and not _scheduled(article, now):
        raise PublishingError(_("Readers already see this version."))
    _drop_scheduled(article, now)
    before = touching.place_of(live)
    publication = _open(
        article,
        revision,
        by,
        live_from=now,
        published_at=article.first_published_at or first_published_at or now,
        minor=minor,
    )
    dated = {"dated": first_published_at.isoformat()} if first_published_at else {}
    refresh_after_commit(article)
    JournalEntry.record(
        actor=by,
        verb="publish" if live is None else "publish_changes",
        subject=article,
        revision=revision.number,
        minor=minor,
        **dated,
    )
    changed(touching.touched(article.pk, before, touching.place_of(publication)))
    _note_moved(live, publication)
    return publication


@noting()
def schedule(*, article, by, at, revision=None, minor=False):
    """Freeze a revision (the last one by default) to appear at the instant `at` (aware).

    For a text that readers see already it schedules the update; what was scheduled before is
    replaced. Raises NotReady, PublishingError or PermissionDenied.
    """
    _require(by, "articles.publish_article")
    revision = _revision_to_publish(article, revision)
    article = _locked(article)
    now = timezone.now()
    if at <= now:
        raise PublishingError(_("Choose a time to come, or publish now."))
    _drop_scheduled(article, now)
    live = _live(article, now)
    if live and live.live_until is not None and live.live_until <= at:
        raise PublishingError(_("The text will be withdrawn before that time."))
    published_at = article.first_published_at or at
    before = touching.place_of(live)
    publication = _open(article, revision, by, live_from=at, published_at=published_at, minor=minor)
    JournalEntry.record(
        actor=by,
        verb="schedule",
        subject=article,
        revision=revision.number,
        at=at.isoformat(),
        minor=minor,
    )
    refresh_at(article, at)
    changed(touching.touched(article.pk, before, touching.place_of(publication), at=at), at=at)
    _note_moved(live, publication, at=at)
    return publication


@transaction.atomic
def cancel_schedule(*, article, by):
    """Take back what was scheduled, be it a version or a withdrawal; what readers see stays."""
    article = _locked(article)
    _require(by, "articles.publish_article")
    now = timezone.now()
    if not _drop_scheduled(article, now) and not _drop_timed_withdrawal(article, now):
        raise PublishingError(_("Nothing is scheduled: the text may just have appeared."))
    if not article.publications.exists():
        _set_status(article, Article.Status.SUBMITTED)
    JournalEntry.record(actor=by, verb="cancel_schedule", subject=article)


@noting()
def withdraw(*, article, by, notice, at=None):
    """Take the text off the site: its address answers 410 and shows `notice`.

    `at` (aware, to come) withdraws it by itself at that instant. What was scheduled is dropped.
    """
    article = _locked(article)
    _require(by, "articles.publish_article")
    now = timezone.now()
    if at is not None and at <= now:
        raise PublishingError(_("Choose a time to come, or withdraw now."))
    if not notice.strip():
        raise PublishingError(_("Write the notice that readers will find at the address."))
    _drop_scheduled(article, now)
    live = _live(article, now)
    if live is None:
        raise PublishingError(_("Readers do not see this text: there is nothing to withdraw."))
    live.live_until = at or now
    live.withdrawal_notice = notice.strip()
    live.save(update_fields=["live_until", "withdrawal_notice"])
    if at is None:
        _set_status(article, Article.Status.DRAFT)
        FrontPlacement.objects.filter(article=article).delete()
        refresh_after_commit(article)
    else:
        refresh_at(article, at)
    JournalEntry.record(
        actor=by,
        verb="withdraw",
        subject=article,
        notice=notice.strip(),
        at=(at or now).isoformat(),
    )
    touched = touching.touched(article.pk, touching.place_of(live), None, at=at)
    page = touching.own_page(article.pk)
    changed(touched, at=at, gone={page})
    changed({page, f"{PATH}{live.path}"})  # caches in front have to let go of it, or hear when


def _note_moved(live, publication, *, at=None):
    """Let caches in front hear that a text has left its former address."""
    if live and live.path != publication.path:
        changed({f"{PATH}{live.path}"}, at=at)


def _locked(article):
    """Return the article, locked with its publications, in the order in which refreshing locks."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("rubric")
    article = rows.get(pk=article.pk)
    list(article.publications.select_for_update().order_by("pk").values_list("pk"))
    return article


def _require(by, permission):
    if not by.has_perm(permission):
        raise PermissionDenied


def _set_status(article, status, note=""):
    article.status, article.status_at, article.return_note = status, timezone.now(), note
    article.save(update_fields=["status", "status_at", "return_note"])


def _revision_to_publish(article, revision):
    """Return the revision (by default the last), the people and photos in it locked.

    They are locked before the article: whoever hides a person locks him before he composes again.
    """
    revision = revision or article.revisions.first()
    if revision is None or revision.article_id != article.pk:
        raise PublishingError(_("Save the text first."))
    hold(revision)
    if items := checklist.blocking(revision):
        raise NotReady(items)
    return revision


def _live(article, now):
    return article.publications.visible(now).order_by("-live_from").first()


def _scheduled(article, now):
    return article.publications.filter(live_from__gt=now).first()


def _drop_scheduled(article, now):
    """Forget what has not begun, and let what readers see go on. Returns whether there was any."""
    scheduled = _scheduled(article, now)
    if scheduled is None:
        return False
    scheduled.delete()
    article.publications.filter(live_until=scheduled.live_from).update(
        live_until=scheduled.live_until, withdrawal_notice=scheduled.withdrawal_notice
    )
    if not article.publications.exists():
        article.first_published_at = None
        article.save(update_fields=["first_published_at"])
    return True


def _drop_timed_withdrawal(article, now):
    """Let what readers see go on without an end. Returns whether it had one."""
    ending = article.publications.visible(now).filter(live_until__isnull=False)
    return bool(ending.update(live_until=None, withdrawal_notice=""))


def _open(article, revision, by, *, live_from, published_at, minor):
    """Begin a publication at `live_from` and end at that instant what readers see until then."""
    publication, composition = freeze(
        article, revision, live_from=live_from, published_at=published_at, minor=minor
    )
    publication.published_by = by
    live = _live(article, live_from)
    if live:
        publication.live_until = live.live_until
        publication.withdrawal_notice = live.withdrawal_notice
        article.publications.filter(pk=live.pk).update(live_until=live_from, withdrawal_notice="")
    article.first_published_at = published_at
    article.status, article.status_at, article.return_note = Article.Status.READY, live_from, ""
    article.save(update_fields=["first_published_at", "status", "status_at", "return_note"])
    publication.save()
    link(publication, composition)
    _forget_lists_of_ended(article)
    return publication


def _forget_lists_of_ended(article):
    """Keep lists short: a text changed fifty times stands once in its author's index."""
    ended = article.publications.filter(live_until__lte=timezone.now())
    for model in (PublicationAuthor, PublicationTag):
        model.objects.filter(publication__in=ended).delete()
