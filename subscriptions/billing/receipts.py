"""Receipts: one for every entry of the ledger, shown to whoever paid."""

from django.core.exceptions import ObjectDoesNotExist
from django.shortcuts import get_object_or_404
from django.urls import reverse

from subscriptions.models import LedgerEntry


def address_of(entry) -> str:
    return reverse("subscriptions:receipt", args=[entry.number])


def receipt_for(user, number) -> LedgerEntry:
    """Return the entry of this number; Http404 to all but its payer.

    The office has a page of its own for it, behind the steps of signing in that staff take.
    """
    entries = LedgerEntry.objects.select_related("reverses", "user", "clerk", "attempt")
    return get_object_or_404(entries, user=user, number=number)


def reversal_of(entry) -> LedgerEntry | None:
    """Return the entry that took this one back, if one did."""
    try:
        return entry.reversal
    except ObjectDoesNotExist:
        return None
