"""Names what the public pages of the subscribers' space depend on (see `newsroom.keeping`)."""

OFFER = "offer"
"""What subscribing costs, and the rules of the space."""


def discussion(article_id):
    """What everybody sees of the contributions to an article."""
    return f"discussion:{article_id}"
