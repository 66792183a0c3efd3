"""For pages that need to know who reads them."""

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from newsroom import expired
from newsroom.pages import private


class SignInRequired:
    """For a `PrivatePage`: leads whoever is not signed in to the sign-in page, and back from it.

    A form that arrives without a session is not carried out; what it held is shown, to be copied.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            return expired.given_back(request)
        back = request.get_full_path()
        return private(request, redirect_to_login(back, login_url=reverse("account_login")))
