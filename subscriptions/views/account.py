"""« Mon compte »: what the newspaper knows of a reader and what he may do, for him alone."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.accounts.access import SignInRequired
from newsroom.numbers import whole
from newsroom.pages import PrivatePage, private
from newsroom.phones import spoken_phone
from subscriptions import notices
from subscriptions.models import Attempt, LedgerEntry, Notice
from subscriptions.reader import reader_of
from subscriptions.standing import standing_of

ROWS = 30
_SHOWN_FOR = 2  # unfinished attempts, newest first


class AccountPage(SignInRequired, PrivatePage):
    """A page of the account, in its dress."""

    styles = ("base", "page", "form", "account")

    def older(self, rows):
        """Return (the rows of this page, the query of the next one), newest first by number.

        Pages begin after a number (`?avant=`), so that the last costs what the first costs.
        """
        if before := whole(self.request.GET.get("avant", "")):
            rows = rows.filter(pk__lt=before)
        found = list(rows.order_by("-pk")[: ROWS + 1])
        more = f"?avant={found[ROWS - 1].pk}" if len(found) > ROWS else ""
        return found[:ROWS], more


class AccountHome(AccountPage):
    template_name = "subscriptions/account/home.html"

    def context(self):
        user = self.request.user
        attempts = Attempt.objects.filter(user=user, state__in=Attempt.OPEN)
        return {
            "standing": standing_of(user),
            "pending": attempts.first(),
            "has_news": notices.told(user).filter(read_at__isnull=True).exists(),
        }


class PaymentsPage(AccountPage):
    """What was paid, with the receipts, and above it the attempts that came to nothing lately."""

    template_name = "subscriptions/account/payments.html"

    def context(self):
        user = self.request.user
        entries, more = self.older(LedgerEntry.objects.filter(user=user))
        unpaid = Attempt.objects.filter(user=user).exclude(
            state__in=[Attempt.State.SUCCEEDED, Attempt.State.REFUNDED]
        )
        return {"entries": entries, "more": more, "unpaid": unpaid[:_SHOWN_FOR]}


class MessagesPage(AccountPage):
    """What the reader was told. What he has before him now is read."""

    template_name = "subscriptions/account/messages.html"

    def context(self):
        rows, more = self.older(notices.told(self.request.user))
        unread = [notice.pk for notice in rows if notice.read_at is None]
        Notice.objects.filter(pk__in=unread).update(read_at=timezone.now())
        return {"notices": rows, "more": more}


class SettingsPage(AccountPage):
    """The name shown, replies by mail, and the way to what opens the account."""

    template_name = "subscriptions/account/settings.html"

    def context(self):
        user = self.request.user
        return {"reader": reader_of(user), "ways": list(_ways(user))}

    def post(self, request):
        reader = reader_of(request.user)
        reader.wants_replies_by_mail = "replies" in request.POST
        reader.save(update_fields=["wants_replies_by_mail"])
        return private(request, HttpResponseRedirect(reverse("subscriptions:settings")))


def _ways(user):
    """Yield (address, label, what it is now) of the pages by which an account is signed in to."""
    yield reverse("account_email"), _("E-mail address"), user.email or _("none")
    phone = spoken_phone(user.phone) if user.phone else _("none")
    yield reverse("account_change_phone"), _("Telephone number"), phone
    if user.has_usable_password():
        yield reverse("account_change_password"), _("Password"), ""
    else:
        yield reverse("account_set_password"), _("Password"), _("none: a code is sent each time")
    yield reverse("mfa_index"), _("Two-step sign-in"), ""
    yield reverse("usersessions_list"), _("Devices signed in"), ""
