"""What is told to a reader whose days change, however he paid for them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.dates import DateForm, date_in_words
from newsroom.money import francs
from subscriptions import notices
from subscriptions.billing import receipts
from subscriptions.models import Notice


def receipt(given):
    """Send the receipt of the payment that gave these days; call it in the same transaction."""
    entry, subscription = given.entry, given.subscription
    subscription.refresh_from_db(fields=["ends_at"])
    words = _("%(label)s: %(amount)s, receipt no. %(number)d. Your subscription runs to %(end)s.")
    said = {
        "label": entry.label,
        "amount": francs(entry.amount, entry.currency),
        "number": entry.number,
        "end": day(subscription.ends_at),
    }
    return notices.notify(
        user=subscription.user,
        kind=Notice.Kind.RECEIPT,
        subject=_("Receipt no. %(number)d") % {"number": entry.number},
        text=words % said,
        link=receipts.address_of(entry),
    )


def day(moment):
    """Return the day on which a moment falls, in the paper's zone: « lundi 23 juin 2025 »."""
    return date_in_words(timezone.localtime(moment).date(), DateForm.LEXIQUE)
