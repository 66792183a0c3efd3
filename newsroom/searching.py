"""Searches of the desk's lists that ignore accents and case, on every database."""

import re
from collections import defaultdict
from functools import cache

from django.db.models import Q

from newsroom.folding import fold

_LATIN = range(0x00C0, 0x02B0)  # letters of our languages beyond ASCII, and their ligatures
_LONGEST = 100  # letters of a search; what comes after them narrows nothing


@cache
def _variants():
    """Return {folded letters: every way to write them}, such as e -> eEéÉèÈ… and oe -> œŒ."""
    found = defaultdict(str)
    for letter in map(chr, _LATIN):
        if letter.isalpha():
            found[fold(letter)] += letter
    return dict(found)


def accent_pattern(words):
    """Return a regular expression that finds `words` however accents and capitals are written.

    It stays within what Python and PostgreSQL understand the same way.
    """
    pairs = "|".join(folded for folded in _variants() if len(folded) == 2)
    return "".join(_piece(found) for found in re.findall(f"{pairs}|.", fold(words), re.DOTALL))


def _piece(folded):
    variants = _variants()
    if len(folded) == 2:
        return f"({''.join(map(_piece, folded))}|[{variants[folded]}])"
    if folded == "'":
        return "['’]"
    if not folded.isalpha():
        return re.escape(folded)
    return f"[{folded}{folded.upper()}{variants.get(folded, '')}]"


class _Search:
    """Finds rows that have every word in one of `search_fields`, which are plain columns."""

    lookup = ""

    def get_search_results(self, request, queryset, search_term):
        found = Q()
        for word in search_term.replace("\0", "")[:_LONGEST].split():
            anywhere = Q()
            for name in self.search_fields:
                anywhere |= Q(**{f"{name}__{self.lookup}": self.sought(word)})
            found &= anywhere
        return queryset.filter(found), False


class AccentlessSearch(_Search):
    """For columns as people write them."""

    lookup = "regex"

    def sought(self, word):
        return accent_pattern(word)


class FoldedSearch(_Search):
    """For columns that hold folded text already; quicker."""

    lookup = "contains"

    def sought(self, word):
        return fold(word)
