"""The register of personal data: for every model what is told to its reader and what deletion does.

It is also what the declaration of processing to the authority is written from (law 2013-015, Mali).
A model that stands neither in `HELD` nor in `NOT_PERSONAL` fails the tests.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.personal_data.accounts import OF_ACCOUNTS
from subscriptions.personal_data.held import NUMBER, STAFF, WORK, End, Held
from subscriptions.personal_data.subscriptions import OF_SUBSCRIPTIONS

_WITHOUT_NUMBER = {"newsroom.SentCode", "sessions.Session"}  # their keys are words


def _about(user):
    """Return the journal entries that the reader made, or whose subject is one of his rows."""
    found = Q(actor=user)
    for held in (*OF_ACCOUNTS, *OF_SUBSCRIPTIONS):
        if held.model not in _WITHOUT_NUMBER:
            numbers = held.rows(user).order_by().values("pk")
            found |= Q(subject_kind=held.model.lower(), subject_id__in=numbers)
    return found


JOURNAL = Held(
    "newsroom.JournalEntry",
    _("What was written in the journal about you"),
    _about,
    End.UNNAMED,
    {"at": _("at"), "verb": _("what"), "subject_label": _("to what")},
    {
        "id": NUMBER,
        "actor": STAFF,
        "subject_kind": WORK,
        "subject_id": NUMBER,
        "detail": "notes of the staff to each other, whose reasons stand with the rows told",
    },
)


HELD = (*OF_ACCOUNTS, *OF_SUBSCRIPTIONS, JOURNAL)

_STAFF = "names staff alone, whose accounts are not deleted"
_WORK = "about nobody"
_PRESS = "the paper, and those whose work it prints"
_PLAYED = "the operator of the demo and the tests, which no production has"

NOT_PERSONAL = {
    _STAFF: [
        "admin.LogEntry",
        "articles.Article",
        "articles.FrontPlacement",
        "articles.Photo",
        "articles.Publication",
        "articles.Revision",
        "articles.SourceCopy",
        "authors.Author",
        "newsroom.User_groups",
        "newsroom.User_user_permissions",
        "subscriptions.CashClosing",
        "subscriptions.VoucherBatch",
    ],
    _PRESS: [
        "articles.Byline",
        "articles.Ingredient",
        "articles.Page",
        "articles.PublicationAuthor",
        "articles.PublicationTag",
        "articles.RelatedLink",
        "articles.Rendition",
        "articles.ReservedText",
        "articles.Rubric",
        "articles.Tag",
        "articles.TaggedArticle",
        "newsroom.FormerSlug",
        "newsroom.Newspaper",
        "newsroom.PublicationDirector",
    ],
    _WORK: [
        "articles.Refreshing",
        "auth.Group",
        "auth.Group_permissions",
        "auth.Permission",
        "contenttypes.ContentType",
        "newsroom.Change",
        "newsroom.LastTick",
        "subscriptions.ContributionSpace",
        "subscriptions.Counter",
        "subscriptions.Discussion",
        "subscriptions.Plan",
        "subscriptions.RubricDiscussion",
        "subscriptions.WatchedWord",
        "taggit.Tag",
        "taggit.TaggedItem",
    ],
    _PLAYED: [
        "fake_operator.Delivery",
        "fake_operator.Session",
    ],
}
"""{why: models} that hold nothing of a reader."""
