"""Amounts of money: whole numbers with a currency, never floats."""

from django.utils.translation import gettext as _

_UNITS = {"XOF": "FCFA"}


def francs(amount, currency="XOF"):
    """Return « 1 500 FCFA »: groups of three, a thin no-break space between them (Lexique).

    Raises ValueError for anything but a whole number: the CFA franc has no centimes (ISO 4217).
    """
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise ValueError(_("The CFA franc has no centimes."))
    digits = f"{amount:,}".replace(",", "\u202f")
    return f"{digits}\u00a0{_UNITS.get(currency, currency)}"
