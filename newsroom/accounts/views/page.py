"""What every page of an account has in common."""

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from newsroom.pages import private, private_page

STYLES = ("base", "page", "form", "entrance")


class AccountPage:
    """Draws a view of allauth as a private page of ours; its answers are kept by nobody."""

    def dispatch(self, request, *args, **kwargs):
        return private(request, self.lead_on() or super().dispatch(request, *args, **kwargs))

    def lead_on(self):
        """Return the answer to whoever has no business on this page, None for everybody else."""
        return None

    def render_to_response(self, context, **how):
        context.pop("site", None)  # allauth's notion of it, in place of the newspaper's
        return private_page(self.request, self.template_name, context, styles=STYLES, **how)


class OwnPage(AccountPage):
    """A page of somebody who is signed in."""

    def lead_on(self):
        if self.request.user.is_authenticated:
            return None
        return redirect_to_login(self.request.get_full_path(), login_url=reverse("account_login"))


def too_many(request):
    """Say that a limit is reached, as allauth answers where no form can."""
    return private_page(request, "account/limit.html", {}, styles=STYLES, status=429)
