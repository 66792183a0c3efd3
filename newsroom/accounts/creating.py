"""Accounts by their address: an e-mail address or a telephone number, in any spelling."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from newsroom.models import User
from newsroom.models.user import normal_email
from newsroom.phones import normal_phone


def normal_address(text: str) -> str | None:
    """Return an e-mail address or a telephone number as it is stored; None when it is neither."""
    if "@" not in (text or ""):
        return normal_phone(text)
    email = normal_email(text)
    try:
        validate_email(email)
    except ValidationError:
        return None
    return email


def account_of(address: str) -> User | None:
    """Return whose address this is, as it is stored."""
    kind = "email" if "@" in address else "phone"
    return User.objects.filter(**{kind: address}).first()


def reader_account(*, phone: str | None = None, email: str | None = None, name: str = "") -> User:
    """Return the account of this number or address, made now if there was none.

    Nothing is confirmed by it: that happens when a code sent there is typed. Whose number it is
    comes first; an address given with it is used for a new account only. Raises ValidationError
    when one of them is not written as such, or when neither is given.
    """
    given = {}
    for kind, text in (("phone", phone), ("email", email)):
        if text:
            given[kind] = normal_address(text)
            if given[kind] is None or ("@" in given[kind]) != (kind == "email"):
                raise ValidationError(not_an_address())
    for address in given.values():
        if found := account_of(address):
            return found
    try:
        with transaction.atomic():
            return User.objects.create_user(**given, name=name)
    except (IntegrityError, ValidationError):  # somebody was quicker, or a field is wrong
        for address in given.values():
            if found := account_of(address):
                return found
        raise


def not_an_address():
    """Return the sentence for what is neither number nor address."""
    return _(
        "This is neither a telephone number nor an e-mail address. Write for instance 76 12 34 56 "
        "or awa@example.org."
    )
