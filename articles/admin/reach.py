"""Which texts somebody meets in the admin."""

from django.db.models import Exists, OuterRef, Q, Subquery

from articles.models import Article, Publication


def choosable_by(user):
    """Return the texts `user` may refer to: those that readers see, and his own."""
    published = Publication.objects.visible().values("article")
    return Article.objects.filter(
        Q(pk__in=published) | Q(pk__in=Article.objects.editable_by(user).values("pk"))
    )


def as_readers_see(articles, user):
    """Add what to show `user` of texts that are not his: the desk's newer words are not.

    `is_reached`: whether he may change the text; `public_kicker`, `public_headline` and
    `public_signed` of the publication that readers see.
    """
    own = Article.objects.editable_by(user).filter(pk=OuterRef("pk"))
    live = Publication.objects.visible().filter(article=OuterRef("pk")).order_by("-live_from")
    columns = {
        f"public_{name}": Subquery(live.values(name)[:1])
        for name in ("kicker", "headline", "signed")
    }
    return articles.annotate(is_reached=Exists(own), **columns)


def is_reached(article):
    """Whether who asks may change `article`; each is, of a list that holds no others."""
    return getattr(article, "is_reached", True)
