from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from newsroom.folding import ascii_slug, fold


class Tag(TagBase):
    """What an article is about, or where it happened: a place has its page as a topic has.

    Goïta, Goita and goïta are one tag: `folded` is unique.
    """

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        PLACE = "place", _("Place")

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("URL identifier"), max_length=100, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TOPIC)
    folded = models.CharField(max_length=400, unique=True, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse(f"articles:{'place' if self.is_place else 'tag'}", args=[self.slug])

    def clean(self):
        self.folded = fold(self.name)
        self.slug = self.slug or self.slugify(self.name)

    def slugify(self, tag, i=None):
        slug = ascii_slug(tag) or "mot-cle"
        return slug if i is None else f"{slug}-{i}"

    @property
    def is_place(self):
        return self.kind == self.Kind.PLACE


class TaggedArticle(ItemBase):
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="article_links")

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of an article")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")
        ]
