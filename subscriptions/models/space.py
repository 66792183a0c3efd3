from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Rubric
from newsroom.html import CleanHTMLField


class Mode(models.TextChoices):
    """When a contribution reaches the other readers."""

    PRE = "pre", _("read before publication")
    TRUSTED = "trusted", _("trusted readers at once, the others after reading")
    POST = "post", _("at once, read afterwards")
    CLOSED = "closed", _("closed")


class ContributionSpace(models.Model):
    """The rules of the contributions space, one row that the desk changes.

    Lengths are in signs, ages in days, hours or seconds as their names say.
    """

    is_open_to_read = models.BooleanField(
        _("everybody may read"),
        default=False,
        help_text=_("Writing stays reserved to subscribers."),
    )
    mode = models.CharField(
        _("moderation"),
        max_length=10,
        choices=[choice for choice in Mode.choices if choice[0] != Mode.CLOSED],
        default=Mode.PRE,
    )
    most_signs = models.PositiveSmallIntegerField(_("signs at most"), default=1000)
    contributions_each = models.PositiveSmallIntegerField(
        _("contributions by reader and article"), default=1
    )
    replies_each = models.PositiveSmallIntegerField(_("replies by reader and article"), default=1)
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after (days)"), default=5, help_text=_("0: never by age.")
    )
    closes_at_number = models.PositiveIntegerField(
        _("closes at (contributions)"), default=0, help_text=_("0: at no number.")
    )
    alarm_hours = models.PositiveSmallIntegerField(_("alarm after (hours)"), default=4)
    undo_seconds = models.PositiveSmallIntegerField(
        _("judgement undone within (seconds)"), default=30
    )
    appeal_days = models.PositiveSmallIntegerField(_("appeal within (days)"), default=7)
    grace_hours = models.PositiveSmallIntegerField(
        _("access after the end (hours)"),
        default=48,
        help_text=_("How long a subscription that has ended still opens everything."),
    )
    reminder_days = models.PositiveSmallIntegerField(_("reminder before the end (days)"), default=3)
    rules = CleanHTMLField(_("rules of the space"), blank=True, profile="simple")

    class Meta:
        verbose_name = _("contributions space")
        verbose_name_plural = _("contributions space")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="space_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(most_signs__gt=0, contributions_each__gt=0),
                name="space_lets_write_something",
                violation_error_message=_(
                    "Readers may write one contribution and one sign at least."
                ),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        """Return the rules; the default ones before anybody changed them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class RubricDiscussion(models.Model):
    """How the contributions of a whole rubric are moderated, or that they are closed."""

    rubric = models.OneToOneField(
        Rubric, models.CASCADE, related_name="discussion", verbose_name=_("rubric")
    )
    mode = models.CharField(_("moderation"), max_length=10, choices=Mode.choices)

    class Meta:
        verbose_name = _("contributions of a rubric")
        verbose_name_plural = _("contributions of rubrics")

    def __str__(self):
        return f"{self.rubric} · {self.get_mode_display()}"


class Discussion(models.Model):
    """The contributions of one article: their own rules, what is shown of them, how many.

    Made when somebody first writes, or when the desk decides something about it.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, related_name="discussion", verbose_name=_("article")
    )
    mode = models.CharField(
        _("moderation"),
        max_length=10,
        choices=Mode.choices,
        blank=True,
        help_text=_("Empty: as the rubric or the space says."),
    )
    extract = models.ForeignKey(
        "Contribution",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("extract shown to everybody"),
    )
    shown_count = models.PositiveIntegerField(_("contributions shown"), default=0, editable=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["-opened_at", "-pk"]

    def __str__(self):
        return str(self.article)
