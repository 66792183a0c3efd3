from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Contribution(models.Model):
    """What somebody says under an article, or in reply to another (one level).

    Readers see `shown_html`, composed from the wording approved last, while `state` is approved. A
    later wording waits beside it until it is judged. `is_listed` says that the contribution has a
    place in the discussion: it is shown, or a line above the replies shown tells that it is gone.
    Only `subscriptions.contributions.showing` changes these.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("published (contribution)")
        REJECTED = "rejected", _("refused (contribution)")
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")

    class Voice(models.TextChoices):
        READER = "reader", _("subscriber")
        NEWSROOM = "newsroom", _("the newsroom")
        AUTHOR = "author", _("the author of the article")

    COUNTING = (State.PENDING, State.APPROVED)  # take one of a reader's turns

    article = models.ForeignKey(Article, models.CASCADE, related_name="contributions")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    writer = models.ForeignKey(  # null: the account is gone, its writings stayed
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="contributions"
    )
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.READER)
    pen_name = models.CharField(_("name shown"), max_length=40)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    shown_html = models.TextField(blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)  # first shown; orders the discussion
    is_listed = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    highlighted_at = models.DateTimeField(_("chosen by the newsroom"), null=True, blank=True)
    open_reports = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [
            ("moderate_contribution", _("Can judge contributions")),
            ("answer_contribution", _("Can answer as the newsroom and choose contributions")),
        ]
        indexes = [
            models.Index(
                fields=["article", "parent", "-shown_at", "-id"],
                condition=models.Q(is_listed=True),
                name="contribution_listed",
            ),
            models.Index(
                fields=["article", "-highlighted_at"],
                condition=models.Q(highlighted_at__isnull=False),
                name="contribution_chosen",
            ),
            models.Index(fields=["writer", "article"], name="contribution_by_writer"),
            models.Index(fields=["-created_at", "-id"], name="contribution_newest"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(open_reports__gt=0),
                name="contribution_reported",
            ),
        ]

    def __str__(self):
        return f"{self.pen_name} · {self.pk}"


class Wording(models.Model):
    """One text of a contribution as its writer sent it: the first, or an edit. Judged as it is.

    `key` comes with the form: the same form sent twice is one wording. `verdicts` is what the rules
    said, `[{"rule", "verdict", "reason", "marks": [[start, end], …]}]` (see
    `subscriptions.moderation`).
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("refused (contribution)")
        REPLACED = "replaced", _("replaced by a later one")
        WITHDRAWN = "withdrawn", _("withdrawn")

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="wordings")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField()
    text = models.TextField()
    submitted_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    verdicts = models.JSONField(default=list)
    digest = models.CharField(max_length=32, blank=True)  # of the folded text: finds what repeats
    is_to_reread = models.BooleanField(default=False)  # shown by the rules, read by nobody yet
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["writer", "key"], name="wording_sent_once"),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(state="pending"),
                name="wording_one_pending",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="wording_queue"),
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(is_to_reread=True),
                name="wording_to_reread",
            ),
            models.Index(fields=["digest", "submitted_at"], name="wording_repeated"),
            models.Index(fields=["writer", "submitted_at"], name="wording_by_writer"),
        ]

    def __str__(self):
        return f"{self.contribution_id} · {self.pk}"
