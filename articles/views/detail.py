"""The page of one article. Its number alone decides; what else the address says is put right."""

import re

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import reading, sharing, touching
from articles.context_processors import site_of
from articles.genres import ALWAYS_LABELLED, GRAVE, LABELLED, LIGHT, Genre
from articles.models import Publication
from newsroom.embeds import FRAME_SOURCES
from newsroom.pages import PublicPage, kept, public_page
from newsroom.prepared import Prepared
from newsroom.script import loader

DISCLAIMERS = {
    Genre.OP_ED: _("The author speaks for himself or herself, not for the newspaper."),
    Genre.PRESS_RELEASE: _("This text was sent to us; the newsroom did not write it."),
    Genre.SPONSORED: _("This text was paid for by an advertiser; the newsroom did not write it."),
}
_RARE_BLOCKS = re.compile(r"<(?:aside|blockquote|h3|ol|table|ul)\b|<figure class=\"embed")


_SHOWN = Prepared(
    lambda number, now: (
        Publication.objects.visible(now)
        .defer("search_text")
        .filter(article=number)
        .order_by("-live_from")[:1]
    ),
    "number",
    "now",
)


class ArticlePage(PublicPage):
    def get(self, request, number, **address):
        publication = _SHOWN.row(number=number, now=timezone.now())
        if publication is None:
            return withdrawn_page(request, Publication.objects.filter(article=number))
        if request.path != publication.path:
            return HttpResponsePermanentRedirect(publication.path)
        response = article_page(request, publication)
        return kept(response, response.keys)


def article_page(request, publication, *, draw=public_page, **more):
    """Return the page of `publication` as readers get it; it need not be saved (preview).

    `draw` is `newsroom.pages.private_page` where it is one reader's; `more` is shown besides.
    """
    script = loader()
    site_of(request).give_rubrics([publication])
    related = related_of(publication)
    beside = beside_in_authors_lists(publication)
    by_authors = others_by_authors(publication, beside, without=related)
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
    response = draw(request, "articles/article.html", context, styles=styles, policy=policy)
    response.keys = _keys(publication, beside)
    return response


def _keys(publication, beside):
    """Return what the page depends on: itself, what it refers to, what stands beside it."""
    number = publication.article_id
    shown = {other.article_id for found in beside.values() for other in found.rows}
    keys = {touching.own_page(number), touching.near(number)}
    keys |= {touching.newest_by(pk) for pk, found in beside.items() if found.reaches_end}
    keys |= {touching.returns_of(pk) for pk in beside}
    return keys | {touching.text(pk) for pk in {number, *publication.page["related"], *shown}}


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
    """Return 410 with the notice for what readers once saw; Http404 for what they never did.

    It is kept at the article's own address alone: a visitor may type any other.
    """
    last = publications.filter(live_until__lte=timezone.now()).order_by("-live_from").first()
    if last is None:
        raise Http404
    context = {"publication": last}
    response = public_page(request, "410.html", context, styles=("base", "page"), status=410)
    if request.path != last.path:
        return response
    return kept(response, {touching.text(last.article_id), touching.own_page(last.article_id)})


def related_of(publication):
    """Return the « Lire aussi » fixed at publication, without what readers may not see any more."""
    numbers = publication.page["related"]
    found = reading.chosen(numbers)
    found = [found[number] for number in numbers if number in found]
    return [other for other in found if _suits(other, publication)]


def _suits(other, publication):
    if other.article_id == publication.article_id:
        return False
    return not (other.genre in LIGHT and publication.genre in GRAVE)


def beside_in_authors_lists(publication):
    """Return `{author's number: Beside}` for each person among the authors who has a page."""
    return reading.beside([*_people(publication)], publication)


def others_by_authors(publication, beside, *, without):
    """Return `[(author, publications)]` of those who have others; nothing is named twice."""
    people = _people(publication)
    seen = {publication.article_id, *(other.article_id for other in without)}
    named = []
    for pk, found in beside.items():
        others = [other for other in found.rows if other.article_id not in seen]
        seen.update(other.article_id for other in others)
        if others:
            named.append((people[pk], others))
    return named


def _people(publication):
    authors = publication.page["authors"]
    return {who["id"]: who for who in authors if who["url"] and not who["is_agency"]}
