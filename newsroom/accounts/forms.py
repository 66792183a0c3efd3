"""The forms of accounts: as few fields as each question needs."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.fields import AddressField

_DIGITS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "class": "code",
    "maxlength": 12,  # with a blank or a hyphen, as people write what is read out to them
}


class AddressForm(forms.Form):
    address = AddressField(label=_("Your telephone number or your e-mail address"))


class CodeForm(forms.Form):
    """Compares what was typed with `expected`, which is "" for a code that no longer counts."""

    code = forms.CharField(label=_("Your six-digit code"), widget=forms.TextInput(_DIGITS))

    def __init__(self, *args, expected, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = expected

    def is_right(self):
        return self.is_valid() and compare_user_code(
            actual=self.cleaned_data["code"], expected=self.expected
        )


class PasswordForm(forms.Form):
    """Signs in by password, within allauth's limits on tries."""

    username = AddressField(label=_("Your telephone number or your e-mail address"))
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        fields = super().clean()
        if not self.errors:
            self.user = get_adapter().authenticate(
                self.request, username=fields["username"], password=fields["password"]
            )
            if self.user is None or not self.may_sign_in(self.user):
                raise forms.ValidationError(self.refusal())
        return fields

    def may_sign_in(self, user):
        return True

    def refusal(self):
        return _("This address and this password do not go together.")

    def sign_in(self, redirect_url):
        """Return allauth's answer: to where he was going, or to the second step."""
        login = Login(user=self.user, redirect_url=redirect_url)
        return perform_password_login(self.request, {}, login)


class StaffPasswordForm(PasswordForm):
    """The same for the newsroom: a reader's password opens nothing there."""

    username = AddressField(label=_("Your e-mail address"))

    def may_sign_in(self, user):
        return user.is_staff

    def refusal(self):
        return _("No account of the newsroom has this address and this password.")


class _PlainFields:
    """Fields without words inside them, which vanish when somebody begins to write."""

    labels = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            field.label = self.labels.get(name, field.label)
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= _DIGITS
        if "password1" in self.fields:
            del self.fields["password2"]  # a slip is mended by the next code
            self.fields["password1"].help_text = _(
                "At least ten signs: a few words with their spaces are easy to remember."
            )


class VerifyPhoneForm(_PlainFields, account_forms.VerifyPhoneForm):
    labels = {"code": CodeForm.base_fields["code"].label}


class VerifyEmailForm(_PlainFields, account_forms.ConfirmEmailVerificationCodeForm):
    labels = {"code": CodeForm.base_fields["code"].label}


class PhoneForm(_PlainFields, account_forms.ChangePhoneForm):
    labels = {"phone": _("Your new telephone number")}


class EmailForm(_PlainFields, account_forms.AddEmailForm):
    labels = {"email": _("Your new e-mail address")}


class NewPasswordForm(_PlainFields, account_forms.SetPasswordForm):
    labels = {"password1": _("Your new password")}


class ChangePasswordForm(_PlainFields, account_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Your present password"), "password1": _("Your new password")}


class ReauthenticateForm(_PlainFields, account_forms.ReauthenticateForm):
    labels = {"password": _("Your password")}


class SecondStepForm(_PlainFields, mfa_forms.AuthenticateForm):
    labels = {"code": _("Code of the application, or one of your recovery codes")}


class SecondStepAgainForm(_PlainFields, mfa_forms.ReauthenticateForm):
    labels = SecondStepForm.labels


class ActivateForm(_PlainFields, totp_forms.ActivateTOTPForm):
    labels = {"code": _("Code that the application shows")}
