"""Fields for addresses as people write them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.creating import normal_address, not_an_address
from newsroom.phones import normal_phone


class AddressField(forms.CharField):
    """A telephone number or an e-mail address; gives it as it is stored."""

    def __init__(self, **kwargs):
        marks = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(**{"max_length": 254, "widget": forms.TextInput(marks)} | kwargs)

    def clean(self, value):
        text = super().clean(value)
        address = normal_address(text)
        if text and address is None:
            raise ValidationError(not_an_address())
        return address


class PhoneField(forms.CharField):
    """A telephone number in any spelling; gives it as it is stored, None for none."""

    def __init__(self, **kwargs):
        marks = {"type": "tel", "autocomplete": "tel"}
        widget = forms.TextInput(marks)
        defaults = {"label": _("telephone number"), "max_length": 40, "widget": widget}
        super().__init__(**defaults | kwargs)

    def clean(self, value):
        text = super().clean(value)
        number = normal_phone(text)
        if text and number is None:
            raise ValidationError(_("This is no telephone number. Write for instance 76 12 34 56."))
        return number
