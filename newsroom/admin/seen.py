"""No form of the desk overwrites what somebody else saved after it was opened.

A form carries a digest of the row it was filled from. When the row has changed meanwhile, nothing
is saved: the form keeps what was typed, tells what the row holds now, and can be saved after that.
"""

from django import forms
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from newsroom.html import to_text

SEEN = "seen"  # name of the hidden field
_SHOWN = 120  # signs of a value that a sentence quotes


class SeenField(forms.CharField):
    """The digest of the row that a person had before his eyes; changing it changes no row."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class SeenAdmin:
    """An admin of rows that several people keep: puts `SeenForm` before its own form."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (SeenForm, form), {})


class SeenForm:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[SEEN] = SeenField(required=False)
            self.initial[SEEN] = self._digest(self.instance)

    def clean(self):
        cleaned = super().clean()
        if SEEN in self.fields:
            self._compare()
        return cleaned

    def _compare(self):
        """Read the row again, locked until the end of the request, and refuse if it is another."""
        rows = type(self.instance)._base_manager.select_for_update()
        row = rows.get(pk=self.instance.pk)
        digest = self._digest(row)
        if constant_time_compare(self.cleaned_data.get(SEEN, ""), digest):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = digest
        words = _(
            "Nothing was saved: somebody has saved this page meanwhile. What you typed is still "
            "here; compare, then press the button again."
        )
        self.add_error(None, [words, *self._differences(row)])

    def _differences(self, row):
        """Return a sentence for each field that the row holds otherwise than the form."""
        sentence = _("%(field)s, as it is now: %(value)s")
        return [
            sentence % {"field": self.fields[field.name].label, "value": _words(field, row)}
            for field in self._columns(row)
            if field.name in self.changed_data
        ]

    def _digest(self, row):
        values = [(field.name, _stored(field, row)) for field in self._columns(row)]
        return salted_hmac(
            "newsroom.admin.seen", repr((row._meta.label, row.pk, values))
        ).hexdigest()

    def _columns(self, row):
        """Return the fields of the model that this form can change."""
        return [
            field
            for field in (*row._meta.concrete_fields, *row._meta.many_to_many)
            if field.name in self.fields
        ]


def _stored(field, row):
    if field.many_to_many:
        return sorted(one.pk for one in field.value_from_object(row))
    return field.value_to_string(row)


def _words(field, row):
    """Return what a field of the row holds as a person reads it."""
    value = getattr(row, field.name)
    if field.many_to_many:
        return ", ".join(map(str, value.all())) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    shown = dict(field.flatchoices).get(value, value)
    text = to_text(shown) if isinstance(shown, str) and "</" in shown else str(shown or "")
    return Truncator(text).chars(_SHOWN) or "–"
