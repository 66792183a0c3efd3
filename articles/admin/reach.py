"""Which texts somebody meets in the admin."""

from django.db.models import Q

from articles.models import Article, Publication


def choosable_by(user):
    """Return the texts `user` may refer to: those that readers see, and his own."""
    published = Publication.objects.visible().values("article")
    return Article.objects.filter(
        Q(pk__in=published) | Q(pk__in=Article.objects.editable_by(user).values("pk"))
    )
