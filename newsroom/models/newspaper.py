import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.dates import DateForm
from newsroom.files import RandomName
from newsroom.html import CleanHTMLField

GATE_TEXT = (
    "L’espace des contributions est réservé aux abonnés. Abonnez-vous pour accéder à cet espace "
    "d’échange et contribuer à la discussion."
)


class Newspaper(models.Model):
    """The paper itself, one row: nothing of its name stands in code or templates.

    `version` grows with every change of what all pages show (this row, rubrics, pages): processes
    keep the menu in memory under it.
    """

    title = models.CharField(_("title"), max_length=80)
    motto = models.CharField(_("motto"), max_length=160, blank=True)
    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("For search engines and cards.")
    )
    logo = models.ImageField(
        _("logo"),
        upload_to=RandomName("logo"),
        blank=True,
        help_text=_("Search engines show it beside the title; it is drawn on white."),
    )
    address = models.TextField(_("address"), blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone number"), max_length=40, blank=True)
    publisher = models.CharField(_("publishing company"), max_length=200, blank=True)
    host = models.TextField(
        _("web host"), blank=True, help_text=_("Name, address and telephone number.")
    )
    legal = CleanHTMLField(_("masthead page"), blank=True, profile="simple")
    known_edition_number = models.PositiveIntegerField(
        _("a known edition number"), null=True, blank=True
    )
    known_edition_on = models.DateField(_("of the edition dated"), null=True, blank=True)
    publication_days = models.CharField(
        _("days it appears"),
        max_length=13,
        default="1,2,3,4,5",
        help_text=_("1 is Monday, 7 Sunday: 1,2,3,4,5."),
    )
    date_form = models.CharField(
        _("form of dates"), max_length=10, choices=DateForm.choices, default=DateForm.HOUSE
    )
    capital_after_colon = models.BooleanField(
        _("capital after the colon of a headline"), default=True
    )
    thin_spaces = models.BooleanField(
        _("thin spaces"),
        default=True,
        help_text=_("Untick if readers’ phones show a box before “;”, “!” and “?”."),
    )
    gate_text = models.TextField(_("text of the gate to contributions"), default=GATE_TEXT)
    subscription_text = CleanHTMLField(
        _("how to subscribe"),
        blank=True,
        profile="simple",
        help_text=_("Where the subscription office is, when it is open, how to pay."),
    )
    version = models.PositiveBigIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspaper")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="newspaper_is_one_row"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        days = self.publication_days.replace(" ", "")
        if not set(days.split(",")) <= set("1234567"):
            raise ValidationError({"publication_days": _("Write numbers from 1 to 7: 1,2,3,4,5.")})
        self.publication_days = days

    @classmethod
    def current(cls):
        """Return the paper; an unsaved one without a title before it is set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, title="Newsroom")

    @classmethod
    def touch(cls):
        """Tell every process that what all pages show has changed."""
        cls.objects.filter(pk=1).update(version=models.F("version") + 1)

    def edition_number(self, day):
        """Return the number of the edition of `day` (a date), counted from a known one.

        On a day without an edition it is that of the last one. None when no edition is known.
        """
        if self.known_edition_number is None or self.known_edition_on is None:
            return None
        days = {int(number) for number in self.publication_days.split(",")}
        start, end = sorted((self.known_edition_on, day))
        weeks, rest = divmod((end - start).days, 7)
        later = (start + datetime.timedelta(days=offset + 1) for offset in range(rest))
        count = weeks * len(days) + sum(date.isoweekday() in days for date in later)
        return self.known_edition_number + (count if day >= self.known_edition_on else -count)


class PublicationDirector(models.Model):
    """Who answers for the paper before the law, and from when to when (loi 00-046, Mali)."""

    newspaper = models.ForeignKey(Newspaper, models.CASCADE, related_name="directors")
    name = models.CharField(_("name"), max_length=150)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication director")
        verbose_name_plural = _("publication directors")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="director_until_after_since",
                violation_error_message=_("The last day comes after the first."),
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def on(cls, day=None):
        """Return the director in office on `day` (by default today, in the paper's zone)."""
        day = day or timezone.localdate()
        in_office = models.Q(until__isnull=True) | models.Q(until__gte=day)
        return cls.objects.filter(in_office, since__lte=day).first()
