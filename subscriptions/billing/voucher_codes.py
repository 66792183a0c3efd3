"""The codes of vouchers: sixteen signs that survive a kiosk, a thumb and a bad line.

Ten digits and 21 letters: of signs that look alike (O and 0, I L and 1, Z and 2, S and 5) one alone
is printed, so that reading the other for it changes nothing. There are 31, a prime number: with a
weight of its own for each place, the check sign finds every single wrong sign and every two signs
that changed places, whichever they are (ISO/IEC 7064 rests on the same arithmetic).
"""

import hashlib
import re
import secrets
import unicodedata

from django.utils.translation import gettext as _

SIGNS = "0123456789ABCDEFGHJKMNPQRTUVWXY"
LENGTH, GROUP = 16, 4  # signs
_ALIKE = str.maketrans("OILZS", "01125")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−._/·]")


class Mistyped(Exception):
    """What was typed is no code at all; the sentence says what to look at."""


def new_code() -> str:
    """Return a code that nobody can guess: 15 signs by chance (74 bits), and their check sign."""
    drawn = "".join(secrets.choice(SIGNS) for _place in range(LENGTH - 1))
    return drawn + SIGNS[-_weighed(drawn) % len(SIGNS)]


def printed(code: str) -> str:
    """Return a code as it is printed and read out: « 7K2M-9XQA-04TR-BD8H »."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """Return the code that somebody typed, in whatever spelling. Raises Mistyped."""
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_ALIKE)
    if len(code) != LENGTH:
        words = _("A code has 16 signs; this one has %(count)d. Look at the voucher again.")
        raise Mistyped(words % {"count": len(code)})
    if strange := sorted(set(code) - set(SIGNS)):
        words = _("No code holds the sign “%(sign)s”. Look at the voucher again.")
        raise Mistyped(words % {"sign": strange[0]})
    if _weighed(code) % len(SIGNS):
        raise Mistyped(_("There is a typing mistake in this code. Look at the voucher again."))
    return code


def digest(code: str) -> str:
    """Return what is kept of a code: its SHA-256 in hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def _weighed(signs):
    """Return the sum of the signs by the weights 16, 15, … of their places."""
    weights = range(LENGTH, 0, -1)
    return sum(weight * SIGNS.index(sign) for weight, sign in zip(weights, signs, strict=False))
