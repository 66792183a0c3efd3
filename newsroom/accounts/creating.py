"""Accounts that somebody else opens for a reader: the office, or a voucher."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.models import User
from newsroom.models.user import normal_email


def reader_account(*, phone=None, email=None, name="") -> User:
    """Return the account of a number (E.164) or of an e-mail address, made now if there is none.

    Nothing is confirmed by this: whoever enters later proves that it is his. `name` is written
    into a new account alone. Raises ValidationError for what is no number and no address.
    """
    found = {"phone": phone} if phone else {"email": normal_email(email)}
    if user := User.objects.filter(**found).first():
        return user
    try:
        with transaction.atomic():
            return User.objects.create_user(name=name, **found)
    except (IntegrityError, ValidationError):
        if user := User.objects.filter(**found).first():  # made by somebody else at this moment
            return user
        raise
