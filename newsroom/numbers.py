"""Numbers as people and browsers send them."""

_DIGITS = 18  # every number of so many digits fits a database's 64 bits


def whole(typed):
    """Return the number that `typed` writes in the digits 0 to 9, None when it is anything else.

    `str.isdigit` also takes « ² » and the like, of which `int` makes no number.
    """
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS
    return int(typed) if is_number else None
