"""Names what the public pages of the subscribers' space depend on (see `newsroom.keeping`).

Nobody asks whether reading is open before he notes a change: it may be opened at that moment.
"""

from newsroom.keeping import changed

OFFER = "offer"
"""What subscribing costs, and the rules of the space."""

READ_BY_ALL = "discussions"
"""The pages that show a whole discussion: gone when reading is reserved to subscribers again."""


def discussion(article_id):
    """What everybody sees of the contributions to an article."""
    return f"discussion:{article_id}"


def note_shown(article_id):
    """Note that readers see something else of the contributions to an article."""
    changed({discussion(article_id)})


def note_taken_away(article_id):
    """Note that something was taken from readers, who may not find it in an old copy either."""
    key = discussion(article_id)
    changed({key}, gone={key})
