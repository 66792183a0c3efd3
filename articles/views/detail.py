"""The page of one article. Its number alone decides; what else the address says is put right."""

import re

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import sharing
from articles.genres import ALWAYS_LABELLED, GRAVE, LABELLED, LIGHT, Genre
from articles.models import Publication
from articles.reading import by_author, newest_of
from newsroom.embeds import FRAME_SOURCES
from newsroom.pages import PublicPage, public_page
from newsroom.script import loader

BY_THE_AUTHOR = 7
DISCLAIMERS = {
    Genre.OP_ED: _("The author speaks for himself or herself, not for the newspaper."),
    Genre.PRESS_RELEASE: _("This text was sent to us; the newsroom did not write it."),
    Genre.SPONSORED: _("This text was paid for by an advertiser; the newsroom did not write it."),
}
_RARE_BLOCKS = re.compile(r"<(?:aside|blockquote|h3|ol|table|ul)\b|<figure class=\"embed")


class ArticlePage(PublicPage):
    def get(self, request, number, **address):
        publications = Publication.objects.select_related("rubric", "section")
        publications = publications.defer("search_text").filter(article=number)
        publication = publications.visible().order_by("-live_from").first()
        if publication is None:
            return withdrawn_page(request, publications)
        if request.path != publication.path:
            return HttpResponsePermanentRedirect(publication.path)
        return article_page(request, publication)


def article_page(request, publication, *, draw=public_page, **more):
    """Return the page of `publication` as readers get it; it need not be saved (preview).

    `draw` is `newsroom.pages.private_page` where it is one reader's; `more` is shown besides.
    """
    script = loader()
    related = related_of(publication)
    by_authors = others_by_authors(publication, without=related)
    listed = [*related, *(other for _author, others in by_authors for other in others)]
    context = {
        "publication": publication,
        "page": publication.page,
        "canonical": settings.SITE_URL + publication.path,
        "is_labelled": publication.genre in LABELLED,
        "disclaimer": DISCLAIMERS.get(publication.genre, ""),
        "related": related,
        "by_authors": by_authors,
        "share_links": sharing.links(publication),
        "loader": script.text,
        **more,
    }
    policy = {"script-src": (script.source,)}
    if publication.page["has_embeds"]:
        policy["frame-src"] = FRAME_SOURCES
    styles = _styles(publication, listed)
    return draw(request, "articles/article.html", context, styles=styles, policy=policy)


def _styles(publication, listed):
    """Return the sheets that this text needs: a reader pays for no rule of a block it has not."""
    page = publication.page
    styles = ["base", "article"]
    if page["editors_note"] or publication.is_reserved or _RARE_BLOCKS.search(publication.body):
        styles.append("blocks")
    if any(shown.genre in ALWAYS_LABELLED for shown in [publication, *listed]):
        styles.append("label")
    if publication.rubric.is_column:
        styles.append("column")
    return styles


def withdrawn_page(request, publications):
    """Return 410 with the notice for what readers once saw; Http404 for what they never did."""
    last = publications.filter(live_until__lte=timezone.now()).order_by("-live_from").first()
    if last is None:
        raise Http404
    context = {"publication": last}
    return public_page(request, "410.html", context, styles=("base", "page"), status=410)


def related_of(publication):
    """Return the « Lire aussi » fixed at publication, without what readers may not see any more."""
    chosen = publication.page["related"]
    found = Publication.objects.visible().for_cards().filter(article__in=chosen)
    by_article = {other.article_id: other for other in found if _suits(other, publication)}
    return [by_article[number] for number in chosen if number in by_article]


def _suits(other, publication):
    if other.article_id == publication.article_id:
        return False
    return not (other.genre in LIGHT and publication.genre in GRAVE)


def others_by_authors(publication, *, without):
    """Return `[(author, publications)]`: the newest others of each person who has a page."""
    shown = [publication.article_id, *(other.article_id for other in without)]
    people = {
        author["id"]: author
        for author in publication.page["authors"]
        if author["url"] and not author["is_agency"]
    }
    listings = {number: by_author(number) for number in people}
    newest = newest_of(listings, each=BY_THE_AUTHOR, without=shown)
    return [(people[number], others) for number, others in newest.items() if others]
