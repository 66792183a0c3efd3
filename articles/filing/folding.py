"""Two ways of looking past accents, capitals and kinds of apostrophe.

`fold` makes a key to look a name up by; `flat` keeps every character in its place, so that a
pattern found in the flat text can be cut out of the typed one at the same positions.
"""

import unicodedata

from newsroom.folding import fold

__all__ = ["flat", "fold"]

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")


class _FlatTable(dict):
    """Answers `str.translate` one character for one character, worked out at first sight."""

    def __missing__(self, code: int) -> str:
        typed = chr(code)
        plain = " " if typed.isspace() else unicodedata.normalize("NFD", typed)[0].lower()
        self[code] = plain if len(plain) == 1 else typed
        return self[code]


_FLAT = _FlatTable(_APOSTROPHES)


def flat(text: str) -> str:
    """The text without accents and capitals, of the same length."""
    return text.translate(_FLAT)
