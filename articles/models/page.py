from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.folding import ascii_slug
from newsroom.html import CleanHTMLField


class Page(models.Model):
    """A page that is no article: about us, legal notice, charter."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("URL identifier"), max_length=80, unique=True, blank=True)
    body = CleanHTMLField(_("text"), profile="simple")
    position = models.PositiveSmallIntegerField(
        _("place in the footer"), default=0, help_text=_("1 comes first; 0 keeps it out.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:page", args=[self.slug])

    def clean(self):
        self.slug = self.slug or ascii_slug(self.title)
