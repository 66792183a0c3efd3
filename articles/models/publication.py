from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.genres import Genre
from articles.models.revision import Revision
from articles.models.rubric import Rubric
from articles.models.tag import Tag
from authors.models import Author

_ON_CARDS = ("article", "rubric", "section", "published_at", "updated_at", "genre", "path")
_ON_CARDS += ("kicker", "headline", "teaser", "signed", "card_photo")


class PublicationQuerySet(models.QuerySet):
    def visible(self, now=None):
        """What readers may see at `now`: the only definition of « public » in the house."""
        now = now or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=now), live_from__lte=now)

    def newest_first(self):
        return self.order_by("-published_at", "-article_id")

    def for_cards(self):
        """Read what lists show and order by, and nothing of what its own page lays out."""
        return self.only(*_ON_CARDS)


class Publication(models.Model):
    """One act of publishing: what readers get, composed and frozen.

    Columns are what lists order, filter and show; `page` holds the rest of the article's page as
    JSON (see `articles.composition`). Visible from `live_from` until before `live_until`, both UTC;
    an article has at most one row whose end is open.
    """

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_notice = models.TextField(_("notice"), blank=True)

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="publications")
    section = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    genre = models.CharField(max_length=20, choices=Genre.choices)
    path = models.CharField(max_length=140)
    kicker = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=400)
    teaser = models.CharField(max_length=260, blank=True)
    signed = models.CharField(max_length=400, blank=True)
    card_photo = models.JSONField(null=True, blank=True)
    is_reserved = models.BooleanField(default=False)
    body = models.TextField()
    search_text = models.TextField()
    page = models.JSONField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="publication_one_open_an_article",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=models.F("live_from")),
                name="publication_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-article"], name="publication_newest"),
            models.Index(
                fields=["section", "-published_at", "-article"], name="publication_by_section"
            ),
            models.Index(
                fields=["rubric", "-published_at", "-article"], name="publication_by_rubric"
            ),
            models.Index(fields=["article", "-live_from"], name="publication_by_article"),
            models.Index(fields=["live_from"], name="publication_by_start"),
            models.Index(
                fields=["article"],
                condition=~Q(withdrawal_notice=""),
                name="publication_withdrawn",
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return self.path

    @property
    def modified_at(self):
        """The last instant at which what readers see of it changed."""
        return self.updated_at or self.published_at

    @property
    def heading(self):
        """« Kicker : Headline », as lists, titles and cards show it."""
        return self._under_kicker(self.headline)

    @property
    def short_heading(self):
        """« Kicker : Short headline », as the title of the page and what is shared of it say it."""
        return self._under_kicker(self.page["short_headline"] or self.headline)

    def _under_kicker(self, words):
        kicker = f"{self.kicker}\u00a0: " if self.kicker else ""
        return kicker + words.removeprefix(kicker)

    @property
    def genre_label(self):
        return Genre(self.genre).label


class PublicationLink(models.Model):
    """A row of a list by author or tag: dated, so that the index gives the order."""

    published_at = models.DateTimeField()

    class Meta:
        abstract = True


class PublicationAuthor(PublicationLink):
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="author_links")
    author = models.ForeignKey(Author, models.CASCADE, related_name="publication_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "author"], name="publication_author_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["author", "-published_at", "publication"], name="publication_by_author"
            )
        ]

    def __str__(self):
        return f"{self.author_id} {self.publication_id}"


class PublicationTag(PublicationLink):
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="publication_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "tag"], name="publication_tag_once")
        ]
        indexes = [
            models.Index(fields=["tag", "-published_at", "publication"], name="publication_by_tag")
        ]

    def __str__(self):
        return f"{self.tag_id} {self.publication_id}"


class Ingredient(models.Model):
    """Something that a publication was composed from, so that a change of it finds the page.

    `kind` is a model's label, such as `articles.photo`: a withdrawn photo, a person made
    non-public or a renamed tag asks for the publications that hold it, whatever place it has there.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="ingredients")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "publication"], name="ingredient_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class Refreshing(models.Model):
    """Publications that have yet to be composed again because something in them has changed.

    Those made from the thing (`kind`, `object_id` as in `Ingredient`) with a number under `before`,
    from the instant `due_at` (UTC) on.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before = models.BigIntegerField()
    due_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.kind} {self.object_id} < {self.before}"


class ReservedText(models.Model):
    """The end of a text for subscribers. No public view, feed, search or sitemap imports it."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="reserved_text")
    body = models.TextField()

    def __str__(self):
        return str(self.publication)
