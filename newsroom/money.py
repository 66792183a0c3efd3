"""Amounts of money as readers see them: whole CFA francs, which have no cents."""

from newsroom.typography.signs import NBSP, NNBSP

# Both CFA francs (West African and Central African) are called FCFA where they are spent.
_UNITS = {"XOF": "FCFA", "XAF": "FCFA"}


def francs(amount: int, currency: str = "XOF") -> str:
    """« 1 500 FCFA ». ValueError for anything but an integer, or for another currency.

    A float would mean that somebody counted in cents, and charged a hundred times too much.
    """
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise ValueError("le franc CFA n’a pas de centimes")
    if currency not in _UNITS:
        raise ValueError(f"not a currency counted in whole francs: {currency!r}")
    sign = "\u2212" if amount < 0 else ""
    return f"{sign}{abs(amount):,}".replace(",", NNBSP) + f"{NBSP}{_UNITS[currency]}"
