"""Short words for the tests of the desk's verbs."""

import datetime

from articles import snapshots
from articles.models import Article, Publication, State
from tests import cast

HOUR = datetime.timedelta(hours=1)
MORNING = datetime.datetime(2026, 6, 2, 6, 0, tzinfo=datetime.UTC)


def copy(**fields):
    """Return a saved copy with its first revision."""
    article = cast.article(**fields)
    snapshots.record(article=article, by=None)
    return article


def change(article, **fields):
    """Save other words in the desk's copy, as the admin does."""
    Article.objects.filter(pk=article.pk).update(**fields)
    return snapshots.record(article=article, by=None)


def state_of(article):
    found = Article.objects.with_state()
    return {state for state in State if found.in_state(state).filter(pk=article.pk).exists()}


def visible():
    return Publication.objects.visible()
