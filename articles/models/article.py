from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.genres import Genre
from articles.models.photo import Photo
from articles.models.publication import Publication
from articles.models.revision import Revision
from articles.models.rubric import Rubric
from articles.models.tag import Tag, TaggedArticle
from authors.models import Author
from newsroom.folding import fold
from newsroom.html import CleanHTMLField


class State(models.TextChoices):
    """What a text is to the desk, worked out from its status and its publications."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ArticleQuerySet(models.QuerySet):
    def editable_by(self, user):
        """The texts `user` may change: all for an editor, else those filed or signed by him."""
        if user.has_perm("articles.edit_any_article"):
            return self
        if not user.has_perm("articles.change_article"):
            return self.none()
        signed = Byline.objects.filter(author__account=user).values("article")
        return self.filter(Q(created_by=user) | Q(pk__in=signed))

    def with_state(self):
        """Add what the desk's lists show of publications, in the same query.

        `live_revision_id`: what readers see now; `next_revision_id` and `next_live_from`: what is
        scheduled; `withdrawn_from`: when it ends by itself; `last_revision_id`: the newest copy;
        `was_published`: readers once saw it.
        """
        now = timezone.now()
        publications = Publication.objects.filter(article=OuterRef("pk"))
        live = publications.visible(now).order_by("-live_from")
        coming = publications.filter(live_from__gt=now).order_by("-live_from")
        ending = publications.filter(live_until__gt=now).exclude(withdrawal_notice="")
        return self.annotate(
            live_revision_id=Subquery(live.values("revision_id")[:1]),
            next_revision_id=Subquery(coming.values("revision_id")[:1]),
            next_live_from=Subquery(coming.values("live_from")[:1]),
            withdrawn_from=Subquery(ending.values("live_until")[:1]),
            last_revision_id=Subquery(
                Revision.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")[:1]
            ),
            was_published=Exists(publications.filter(live_from__lte=now)),
        )

    def in_state(self, state):
        """Narrow a `with_state()` queryset to one state.

        What is rare is looked up from its publications: no index answers `with_state()`.
        """
        publications = Publication.objects.all()
        scheduled = publications.filter(live_from__gt=timezone.now()).values("article")
        withdrawn = publications.exclude(withdrawal_notice="").values("article")
        live, coming = Q(live_revision_id__isnull=False), Q(next_revision_id__isnull=False)
        never = ~live & ~coming & Q(was_published=False)
        return self.filter(
            {
                State.PUBLISHED: live,
                State.SCHEDULED: Q(pk__in=scheduled),
                State.WITHDRAWN: Q(pk__in=withdrawn, was_published=True) & ~live & ~coming,
                State.SUBMITTED: Q(status=Article.Status.SUBMITTED),
                State.RETURNED: Q(status=Article.Status.RETURNED),
                State.DRAFT: never & Q(status=Article.Status.DRAFT),
            }[state]
        )


class Article(models.Model):
    """The desk's copy. Saving it never changes what readers see: publishing does."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        READY = "ready", _("Passed for publication")

    class KickerKind(models.TextChoices):
        THEME = "theme", _("Theme")
        PLACE = "place", _("Place")
        GENRE = "genre", _("Genre")
        COLUMN = "column", _("Column")

    class Access(models.TextChoices):
        FREE = "free", _("Free")
        SUBSCRIBERS = "subscribers", _("Subscribers")

    rubric = models.ForeignKey(
        Rubric, models.PROTECT, related_name="articles", verbose_name=_("rubric")
    )
    genre = models.CharField(_("genre"), max_length=20, choices=Genre.choices, default=Genre.NEWS)
    kicker = models.CharField(
        _("kicker"),
        max_length=100,
        blank=True,
        help_text=_("What stands before the colon; a column sets its own."),
    )
    kicker_kind = models.CharField(
        _("the kicker is"), max_length=10, choices=KickerKind.choices, blank=True
    )
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    short_headline = models.CharField(
        _("short headline"),
        max_length=70,
        blank=True,
        help_text=_("For search engines and cards, when the headline is long."),
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("Two sentences at most: 280 signs.")
    )
    body = CleanHTMLField(_("text"), blank=True)
    place = models.ForeignKey(
        Tag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Tag.Kind.PLACE},
        verbose_name=_("written from"),
    )
    tags = TaggableManager(
        _("tags"), through=TaggedArticle, blank=True, help_text=_("Separated by commas.")
    )
    lead_photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_articles",
        verbose_name=_("lead photo"),
    )
    related = models.ManyToManyField(
        "self",
        through="RelatedLink",
        symmetrical=False,
        blank=True,
        verbose_name=_("see also"),
    )
    editors_note = CleanHTMLField(
        _("editor’s note"), blank=True, profile="simple", help_text=_("Public, under the text.")
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("For the newsroom only; never published.")
    )
    access = models.CharField(
        _("access"), max_length=12, choices=Access.choices, default=Access.FREE
    )
    free_blocks = models.PositiveSmallIntegerField(
        _("free paragraphs"),
        default=2,
        help_text=_("For subscribers’ texts: how many paragraphs anybody may read."),
    )
    slug = models.SlugField(
        _("URL identifier"),
        max_length=90,
        blank=True,
        help_text=_("Made from the headline at first publication."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    status_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    return_note = models.TextField(_("returned because"), blank=True, editable=False)
    first_published_at = models.DateTimeField(
        _("first publication"), null=True, blank=True, editable=False
    )
    refused_repairs = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("filed by"),
    )
    created_at = models.DateTimeField(_("filed"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    search_key = models.TextField(editable=False, default="")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        permissions = [
            ("submit_article", _("Can hand on a text")),
            ("edit_any_article", _("Can edit everybody’s texts")),
            ("publish_article", _("Can publish, schedule and withdraw")),
            ("place_article", _("Can compose the front page")),
        ]
        indexes = [
            models.Index(fields=["status", "-status_at"], name="article_by_status"),
            models.Index(fields=["created_by", "-id"], name="article_by_writer"),
            models.Index(fields=["rubric", "-id"], name="article_by_rubric"),
        ]

    def __str__(self):
        return self.headline or str(_("Untitled copy no. %(number)s") % {"number": self.pk})

    def save(self, *args, **kwargs):
        self.search_key = fold(f"{self.kicker} {self.headline} {self.standfirst}")
        super().save(*args, **kwargs)

    def clean(self):
        is_column = bool(self.rubric_id) and self.rubric.is_column
        if self.kicker_kind == self.KickerKind.COLUMN and not is_column:
            raise ValidationError(
                {"kicker_kind": _("Choose a column as the rubric, or another kind of kicker.")}
            )

    @property
    def printed_kicker(self):
        """The kicker as printed: a column puts its own in front."""
        if self.rubric.is_column and not self.kicker:
            return self.rubric.prefix
        return self.kicker


class Byline(models.Model):
    """One signer of an article: an author we know, or a signature as received."""

    class Role(models.TextChoices):
        TEXT = "text", _("Text")
        SPECIAL_CORRESPONDENT = "special_correspondent", _("Special correspondent")
        CORRESPONDENT = "correspondent", _("Correspondent")
        PHOTO = "photo", _("Photo (role)")
        TRANSLATION = "translation", _("Translation")
        COMPILED = "compiled", _("Compiled by")
        SOURCE = "source", _("Source")
        AGENCY_BUREAU = "agency_bureau", _("Agency bureau")

    class ShownAs(models.TextChoices):
        NAME = "name", _("Name")
        INITIALS = "initials", _("Initials")

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
        verbose_name=_("author"),
    )
    signed_as = models.CharField(
        _("signed"),
        max_length=120,
        blank=True,
        help_text=_("As received, while nobody knows who it is."),
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices, default=Role.TEXT)
    place = models.CharField(
        _("from"), max_length=80, blank=True, help_text=_("As after “at”: Moscou, Le Caire.")
    )
    shown_as = models.CharField(
        _("shown as"), max_length=8, choices=ShownAs.choices, default=ShownAs.NAME
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False) | ~Q(signed_as=""),
                name="byline_has_a_signer",
                violation_error_message=_("Choose the author, or write the signature as received."),
            ),
        ]

    def __str__(self):
        return str(self.author) if self.author else self.signed_as


class RelatedLink(models.Model):
    """A hand-picked « Lire aussi », in order."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    target = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("see also")
        verbose_name_plural = _("see also")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "target"], name="related_once"),
            models.CheckConstraint(
                condition=~Q(article=F("target")),
                name="related_is_another",
                violation_error_message=_("A text does not refer to itself."),
            ),
        ]

    def __str__(self):
        return str(self.target)


class SourceCopy(models.Model):
    """The text as received, kept for ever, with what filing set aside of it.

    `pieces` are `{"text", "reason", "label", "start", "end"}`: offsets are characters of `text`.
    `proposed_published_at` is the first publication that archive copy tells, filed by somebody who
    may publish; publishing may take it over.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="source_copy")
    text = models.TextField(_("text as received"))
    digest = models.CharField(max_length=64, db_index=True)
    pieces = models.JSONField(default=list)
    repairs = models.JSONField(default=list)
    proposed_published_at = models.DateTimeField(_("first publication"), null=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    received_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("original copy")
        verbose_name_plural = _("original copies")
        constraints = [
            models.UniqueConstraint(fields=["digest", "received_from"], name="copy_filed_once"),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(received_from__isnull=True),
                name="copy_filed_once_by_command",
            ),
        ]

    def __str__(self):
        return str(_("Copy no. %(number)s") % {"number": self.article_id})
