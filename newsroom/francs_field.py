"""A form field for amounts in francs, as people type them: « 2 500 », « 2500 FCFA »."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.typography.signs import SPACES

_UNIT = re.compile(rf"[{SPACES}]*(f\.?|fcfa|f\.?[{SPACES}]?cfa|francs?|cfa|xof)$", re.IGNORECASE)
_WHOLE = re.compile(rf"[0-9]+(?:[{SPACES}][0-9]+)*")


class FrancsField(forms.IntegerField):
    """Takes whole francs alone. A comma or a point is refused rather than guessed at.

    « 2.500 » is two thousand five hundred to one and two and a half to another, and somebody who
    counts in cents charges a hundred times too much.
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a whole number of francs, such as 2 500."),
        "decimal": _("The franc has no cents: write a whole number, such as 2 500."),
    }

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        text = _UNIT.sub("", str(value).strip())
        if "," in text or "." in text:
            raise ValidationError(self.error_messages["decimal"], code="decimal")
        if not _WHOLE.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(re.sub(r"\D", "", text))
