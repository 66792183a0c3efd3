"""The list of those who sign. What each of them signed is shown by `articles`."""

from authors.models import Author
from newsroom.folding import fold
from newsroom.pages import PublicPage

EVERYBODY = "authors"
"""The key of the list of those who sign (see `newsroom.keeping`)."""


class AuthorList(PublicPage):
    """Everybody who has a page, in the order of the names that readers may see."""

    template_name = "authors/list.html"
    styles = ("base", "list")

    def context(self):
        authors = sorted(Author.objects.with_page(), key=lambda author: fold(author.public_name))
        return {
            "people": [author for author in authors if author.is_person],
            "agencies": [author for author in authors if not author.is_person],
        }

    def keys(self, context):
        return {EVERYBODY}
