from django.db import models


class FormerSlug(models.Model):
    """An address that a rubric, an author, a tag or a page used to have; it answers 301.

    `kind` is the model's label, such as `articles.rubric`. A person whose name must not be public
    has no former slug: it would tell the name.
    """

    kind = models.CharField(max_length=60)
    slug = models.CharField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_unique")]

    def __str__(self):
        return f"{self.kind} {self.slug}"

    @classmethod
    def record(cls, instance, slug):
        """Remember that `instance` stood under `slug`."""
        label = instance._meta.label_lower
        cls.objects.filter(kind=label, slug=instance.slug).delete()
        cls.objects.update_or_create(kind=label, slug=slug, defaults={"object_id": instance.pk})

    @classmethod
    def forget(cls, instance):
        cls.objects.filter(kind=instance._meta.label_lower, object_id=instance.pk).delete()
