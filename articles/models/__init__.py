from articles.models.article import Article, Byline, RelatedLink, SourceCopy, State
from articles.models.front import FrontPlacement
from articles.models.page import Page
from articles.models.photo import Photo, Rendition
from articles.models.publication import (
    Ingredient,
    Publication,
    PublicationAuthor,
    PublicationTag,
    Refreshing,
    ReservedText,
)
from articles.models.revision import Revision
from articles.models.rubric import Rubric
from articles.models.tag import Tag, TaggedArticle

__all__ = [
    "Article",
    "Byline",
    "FrontPlacement",
    "Ingredient",
    "Page",
    "Photo",
    "Publication",
    "PublicationAuthor",
    "PublicationTag",
    "Refreshing",
    "RelatedLink",
    "Rendition",
    "ReservedText",
    "Revision",
    "Rubric",
    "SourceCopy",
    "State",
    "Tag",
    "TaggedArticle",
]
