"""What a reader fills in to contribute; what a verb refuses stands next to its field."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from subscriptions.contributions import pen_names
from subscriptions.contributions.contributing import ContributingError
from subscriptions.models import Reason
from subscriptions.reader import reader_of


def _name_field():
    return forms.CharField(
        label=_("Name shown"),
        required=False,  # the verb says so better
        help_text=_(
            "Your first name and the initial of your surname, or a pseudonym. A moderator checks "
            "it once; who you are stays between you and the newspaper."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class ReaderForm(forms.Form):
    """A form whose verb may refuse what it was given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def carried_out(self, verb, **given):
        """Return what `verb` returns; None when it refused, and the form says why."""
        try:
            return verb(**given)
        except ContributingError as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, str(refusal))
            return None


class WritingForm(ReaderForm):
    """A text. `key` stays with it from the first time it is shown until it is stored, once."""

    key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    pen_name = _name_field()
    text = forms.CharField(
        label=_("Your contribution"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, asks_name, most_signs, label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.most_signs = most_signs
        if not asks_name:
            del self.fields["pen_name"]
        if label:
            self.fields["text"].label = label
        self.fields["text"].widget.attrs["data-most"] = most_signs

    def clean_key(self):
        """Return the UUID; a new one for whoever posts without our page."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()


def writing_form(user, space, data=None, *, text="", label="", asks_name=True, reader=None):
    """Return the form in which `user` writes, with the name that he might like to be shown.

    `reader` is what the space knows of him, if it is known.
    """
    asks_name = asks_name and pen_names.is_wanted(reader or reader_of(user))
    proposed = pen_names.proposal(user) if asks_name and data is None else ""
    return WritingForm(
        data,
        initial={"pen_name": proposed, "text": text},
        asks_name=asks_name,
        most_signs=space.most_signs,
        label=label,
    )


class ReportForm(ReaderForm):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("A word to the moderators (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameForm(ReaderForm):
    pen_name = _name_field()
