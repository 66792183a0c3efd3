"""What each verb of the desk asks for, and the call that does it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import front, publishing
from articles.admin.standing import at_moment
from articles.models import FrontPlacement, SourceCopy


def _moment_field(**options):
    """Return a field for a day and a time in the paper's zone, with the browser's own calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **options)


def _minor_field():
    return forms.BooleanField(
        label=gettext_lazy("Minor correction"),
        help_text=gettext_lazy("Readers do not see “Updated”."),
        required=False,
    )


class VerbForm(forms.Form):
    """What a verb asks for. `carry_out` does it and returns the sentence that says so.

    What makes no sense for any of `articles`, each one of `with_state()`, is not asked.
    """

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        if not any(article.was_published for article in articles):
            self.fields.pop("minor", None)


class SubmitForm(VerbForm):
    def carry_out(self, *, article, by, revision):
        publishing.submit(article=article, by=by)
        return _("“%(text)s” is handed on: the desk finds it under “To publish”.")


class SendBackForm(VerbForm):
    note = forms.CharField(
        label=gettext_lazy("What is to be done"),
        help_text=gettext_lazy("One sentence; the writer reads it above the text."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def carry_out(self, *, article, by, revision):
        publishing.send_back(article=article, by=by, note=self.cleaned_data["note"])
        return _("“%(text)s” is sent back with your sentence.")


def archive_dates(articles):
    """Return {number: first publication} of the archive copies among texts never published."""
    copies = SourceCopy.objects.filter(article__in=articles, article__first_published_at=None)
    dated = copies.exclude(proposed_published_at=None)
    return dict(dated.values_list("article", "proposed_published_at"))


class PublishForm(VerbForm):
    minor = _minor_field()
    dated = forms.BooleanField(
        label=gettext_lazy("Keep the date of archive copy"),
        help_text=gettext_lazy("A text that appeared before keeps the day it tells."),
        initial=True,
        required=False,
    )

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, articles=articles, **kwargs)
        self.dates = archive_dates(articles)
        if not self.dates:
            del self.fields["dated"]
        elif len(articles) == 1:
            words = _("Keep the date of archive copy: first published %(moment)s")
            date = self.dates[articles[0].pk]
            self.fields["dated"].label = words % {"moment": at_moment(date)}

    def carry_out(self, *, article, by, revision):
        dated = self.dates.get(article.pk) if self.cleaned_data.get("dated") else None
        publishing.publish(
            article=article,
            by=by,
            revision=revision,
            minor=self.cleaned_data.get("minor", False),
            first_published_at=dated,
        )
        return _("“%(text)s” is published.")


class ScheduleForm(VerbForm):
    at = _moment_field(label=gettext_lazy("Day and time"))
    minor = _minor_field()

    def carry_out(self, *, article, by, revision):
        publishing.schedule(article=article, by=by, revision=revision, **self.cleaned_data)
        return _("“%(text)s” is scheduled.")


class RescheduleForm(VerbForm):
    """The same time, with the newest version instead of the frozen one."""

    minor = _minor_field()

    def carry_out(self, *, article, by, revision):
        scheduled = article.publications.filter(live_from__gt=timezone.now()).first()
        if scheduled is None:
            raise publishing.PublishingError(
                _("Nothing is scheduled any more: publish the changes.")
            )
        publishing.schedule(
            article=article,
            by=by,
            revision=revision,
            at=scheduled.live_from,
            minor=self.cleaned_data.get("minor", False),
        )
        return _("“%(text)s” is scheduled in this version.")


class CancelScheduleForm(VerbForm):
    def carry_out(self, *, article, by, revision):
        publishing.cancel_schedule(article=article, by=by)
        if article.next_revision_id is None:
            return _("“%(text)s” will not be withdrawn: readers go on seeing it.")
        return _("“%(text)s” is no longer scheduled.")


class WithdrawForm(VerbForm):
    notice = forms.CharField(
        label=gettext_lazy("Notice for readers"),
        help_text=gettext_lazy("Who opens the address of the text reads it there."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    at = _moment_field(
        label=gettext_lazy("Day and time"),
        help_text=gettext_lazy("Leave it empty to withdraw the text now."),
        required=False,
    )

    def carry_out(self, *, article, by, revision):
        publishing.withdraw(article=article, by=by, **self.cleaned_data)
        if at := self.cleaned_data["at"]:
            # The text's name is filled in by the caller.
            parts = {"text": "%(text)s", "moment": at_moment(at)}
            return _("“%(text)s” will be withdrawn %(moment)s.") % parts
        return _("“%(text)s” is withdrawn: readers find your notice.")


class PlaceLeadForm(VerbForm):
    def carry_out(self, *, article, by, revision):
        front.place(article=article, slot=FrontPlacement.Slot.LEAD, by=by)
        return _("“%(text)s” opens the front page.")


class PlaceSecondForm(VerbForm):
    def carry_out(self, *, article, by, revision):
        front.place(article=article, slot=FrontPlacement.Slot.SECOND, by=by)
        return _("“%(text)s” is a second story of the front page.")


class UnplaceForm(VerbForm):
    def carry_out(self, *, article, by, revision):
        front.unplace(article=article, by=by)
        return _("“%(text)s” has no chosen place on the front page any more.")
