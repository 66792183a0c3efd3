"""How a text is saved in the admin: by the form, or by a page that changes one thing of it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import snapshots
from articles.models import Article


class NewerVersion(Exception):
    """Somebody saved the article between the reading and the writing of this request."""


def claim(article, version):
    """Lock the row for this transaction if it still is of `version`, else raise NewerVersion."""
    rows = Article.objects.filter(pk=article.pk, version=version)
    if not rows.update(version=version):
        raise NewerVersion


def record(article, by):
    """Write the revision of what was just saved; the version grows when something changed."""
    before = article.revisions.first()
    revision = snapshots.record(article=article, by=by)
    if revision != before:
        Article.objects.filter(pk=article.pk).update(
            version=F("version") + 1, saved_at=timezone.now()
        )
    return revision


@transaction.atomic
def save_change(article, *, by, version, fields=(), row=None):
    """Save the `fields` of an article, or a `row` of it, that a page of the desk has changed.

    `version` is the one the person saw. Raises NewerVersion, and then nothing is written.
    """
    claim(article, version)
    if row is not None:
        row.save()
    if fields:
        article.save(update_fields=[*fields, "search_key"])
    return record(article, by)
