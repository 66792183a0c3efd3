from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models.contribution import Contribution, Wording


class WatchedWord(models.Model):
    """A word or phrase that the rules look for, however its letters are disguised."""

    class Kind(models.TextChoices):
        BANNED = "banned", _("banned")
        SUSPECT = "suspect", _("suspect")

    words = models.CharField(_("word or phrase"), max_length=80)
    folded = models.CharField(max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SUSPECT)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["words"]

    def __str__(self):
        return self.words


class Reason(models.TextChoices):
    """Why a text is refused: the list that its writer is told from."""

    INSULT = "insult", _("insult or lack of respect")
    DEFAMATION = "defamation", _("accusation without proof against a person")
    HATRED = "hatred", _("discrimination, hatred or call to violence")
    PRIVACY = "privacy", _("private life, address or number of somebody")
    VICTIMS = "victims", _("lack of respect for the dead or the victims")
    OFF_TOPIC = "off_topic", _("without relation to the article")
    ADVERTISING = "advertising", _("advertising or proselytism")
    UNREADABLE = "unreadable", _("unreadable: capitals, telegraphic style, another language")
    REPEATED = "repeated", _("already said, by you or word for word by another")
    FALSE = "false", _("false information that may do harm")


class Judgement(models.Model):
    """One decision on a wording, by a moderator; by nobody when the rules decided.

    It may be undone until `settles_at`; what its writer is told leaves after that. `before` is what
    it changed, as it was (see `subscriptions.moderation.effects`).
    """

    class Occasion(models.TextChoices):
        QUEUE = "queue", _("first reading")
        REREAD = "reread", _("reading after publication")
        AGAIN = "again", _("judged again")
        REPORT = "report", _("report by a reader")
        APPEAL = "appeal", _("appeal (of a writer)")

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("refused (contribution)")

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="judgements")
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    note = models.CharField(_("note to the writer"), max_length=500, blank=True)
    occasion = models.CharField(
        _("occasion"), max_length=10, choices=Occasion.choices, default=Occasion.QUEUE
    )
    before = models.JSONField(default=dict)
    rules = models.JSONField(default=list)  # names of the rules that had tripped
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    settles_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["by", "-at"], name="judgement_by_moderator"),
            models.Index(fields=["-at"], name="judgement_newest"),
        ]

    def __str__(self):
        return f"{self.wording_id} {self.verdict}"


class Appeal(models.Model):
    """A writer asks another person to look again at a refusal: once, within some days."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waiting")
        UPHELD = "upheld", _("refusal upheld")
        OVERTURNED = "overturned", _("published after all")

    judgement = models.OneToOneField(Judgement, models.CASCADE, related_name="appeal")
    words = models.TextField(_("what the writer says"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["outcome", "at"], name="appeal_queue")]

    def __str__(self):
        return str(self.judgement)


class Report(models.Model):
    """A reader tells the moderators of a contribution that is shown."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waiting")
        UPHELD = "upheld", _("justified")
        DISMISSED = "dismissed", _("not justified")

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports", verbose_name=_("reader")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    weighs = models.BooleanField(default=True)  # not after many that were not justified
    at = models.DateTimeField(_("at"), default=timezone.now)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "reporter"], name="report_once")
        ]
        indexes = [models.Index(fields=["reporter", "-at"], name="report_by_reader")]

    def __str__(self):
        return f"{self.contribution_id} {self.reason}"


class Sanction(models.Model):
    """A warning to a writer, or a time without writing; `ends_at` null is for good."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        DAY = "day", _("one day without writing")
        WEEK = "week", _("seven days without writing")
        FOR_GOOD = "for_good", _("for good")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions", verbose_name=_("reader")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("since"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.user} · {self.get_kind_display()}"
