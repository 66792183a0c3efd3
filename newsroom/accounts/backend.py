"""Signing in with a password: by e-mail address or by telephone number."""

from django.contrib.auth.backends import ModelBackend

from newsroom.accounts.creating import account_of, normal_address
from newsroom.models import User
from newsroom.prepared import Prepared


class AddressBackend(ModelBackend):
    """Looks where accounts are kept, not in a second list of addresses."""

    def authenticate(self, request, username=None, password=None, **credentials):
        address = normal_address(username)
        if address is None or not password:
            return None
        user = account_of(address)
        if user is None:
            User().set_password(password)  # an unknown address answers no sooner than a known one
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None

    def get_user(self, user_id):
        user = _USER.row(number=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


_USER = Prepared(lambda number: User.objects.filter(pk=number), "number")
