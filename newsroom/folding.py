"""Text without accents, case and typographic variants: for addresses, unique names, search."""

import re
import unicodedata

from django.utils.text import slugify

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "ng", "ø": "o", "đ": "d"}
    | {"ɓ": "b", "ɗ": "d", "ƴ": "y", "’": "'", "ʼ": "'", "‑": "-"}
)


def fold(text):
    """Return `text` in lower case without accents, blanks as single spaces: Goïta = goita."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", text).strip()


def ascii_slug(text, *, limit=80):
    """Return an ASCII slug of at most `limit` characters, cut between words."""
    slug = slugify(fold(text).replace("'", " "))
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return slug
