"""« Aujourd’hui » : what waits for the person who has just signed in, and for nobody else."""

from dataclasses import dataclass, field
from datetime import datetime, time

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.article_list import heading
from articles.admin.standing import Standing, moment
from articles.models import Article, Byline, Publication, State

ROWS = 8  # of each list; the link below it leads to all of them
_LONG = ("body", "sources", "editors_note", "standfirst", "search_key")


@dataclass(frozen=True)
class Row:
    """One text of a list; `path` is its public page, "" while readers have none."""

    article: Article
    heading: str
    signers: str
    when: str
    note: str = ""
    remarks: list = field(default_factory=list)
    path: str = ""


@dataclass(frozen=True)
class Section:
    """One list of the start page, and the words and address of the link to the whole of it."""

    title: str
    more: str
    url: str
    rows: list


def sections(user):
    """Return the lists that `user` can act on and that hold something, the most urgent first.

    Two queries a list, however many texts there are.
    """
    if not user.has_perm("articles.change_article"):
        return []
    lists = (_returned, _submitted, _drafts, _scheduled, _published)
    return [section for read in lists if (section := read(user)).rows]


def _returned(user):
    copies = _mine(user).filter(status=Article.Status.RETURNED).order_by("-status_at")
    return Section(
        _("Returned to me"),
        _("All returned texts"),
        _list_of(State.RETURNED),
        [_row(copy, copy.status_at, note=copy.return_note) for copy in _read(copies)],
    )


def _submitted(user):
    """What has waited longest comes first; who only writes sees his own texts that wait."""
    copies = Article.objects.editable_by(user).filter(status=Article.Status.SUBMITTED)
    is_editor = user.has_perm("articles.edit_any_article")
    return Section(
        _("To publish") if is_editor else _("Handed on, not yet published"),
        _("All texts to publish") if is_editor else _("All my texts handed on"),
        _list_of(State.SUBMITTED),
        [_row(copy, copy.status_at) for copy in _read(copies.order_by("status_at"))],
    )


def _drafts(user):
    published = Publication.objects.filter(article=OuterRef("pk"))
    copies = _mine(user).filter(~Exists(published), status=Article.Status.DRAFT)
    return Section(
        _("My drafts"),
        _("All drafts"),
        _list_of(State.DRAFT),
        [_row(copy, copy.saved_at) for copy in _read(copies.order_by("-saved_at"))],
    )


def _scheduled(user):
    coming = Publication.objects.filter(live_from__gt=timezone.now())
    copies = Article.objects.editable_by(user).filter(publications__in=coming)
    dated = copies.annotate(dated=F("publications__live_from")).order_by("dated")
    return Section(
        _("Scheduled (texts)"),
        _("All scheduled texts"),
        _list_of(State.SCHEDULED),
        [_row(copy, copy.dated) for copy in _read(dated)],
    )


def _published(user):
    today = timezone.localdate()
    since = timezone.make_aware(datetime.combine(today, time.min))
    # What first appeared today went live today: an index finds it.
    live = Publication.objects.visible().filter(published_at__gte=since, live_from__gte=since)
    copies = Article.objects.editable_by(user).filter(publications__in=live).with_state()
    dated = copies.annotate(dated=F("publications__published_at"), path=F("publications__path"))
    return Section(
        _("Published today"),
        _("All texts published today"),
        _list_of(State.PUBLISHED, du=today.isoformat()),
        [
            _row(copy, copy.dated, remarks=Standing(copy).remarks, path=copy.path)
            for copy in _read(dated.order_by("-dated"))
        ],
    )


def _mine(user):
    """The texts `user` filed or signs; an editor may change others, but they are not his."""
    signed = Byline.objects.filter(author__account=user).values("article")
    return Article.objects.filter(Q(created_by=user) | Q(pk__in=signed))


def _read(copies):
    signed = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
    return copies.select_related("rubric").defer(*_LONG).prefetch_related(signed)[:ROWS]


def _row(copy, at, **more):
    signers = ", ".join(str(byline) for byline in copy.bylines.all())
    return Row(copy, heading(copy), signers, moment(at), **more)


def _list_of(state, **more):
    return reverse("admin:articles_article_changelist", query={"etat": state.value, **more})
