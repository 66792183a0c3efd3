"""One feed of the newest texts: headline, standfirst, address."""

from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.generic import View

from articles import reading, touching
from articles.context_processors import site_of
from articles.genres import ALWAYS_LABELLED
from newsroom.pages import kept


class Feed(View):
    """RSS 2.0 with absolute addresses from SITE_URL, never from the Host header."""

    is_kept = True
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        paper = site_of(request).paper
        feed = Rss201rev2Feed(
            title=paper.title,
            link=f"{settings.SITE_URL}/",
            description=paper.description or paper.motto or paper.title,
            language=settings.LANGUAGE_CODE,
            feed_url=settings.SITE_URL + reverse("articles:feed"),
        )
        rows = reading.everything().rows().select_related("rubric")
        rows = rows.annotate(standfirst=F("page__standfirst"))
        newest = rows[: reading.NEWEST]
        for publication in newest:
            feed.add_item(**_item(publication))
        response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
        shown = {touching.text(publication.article_id) for publication in newest}
        return kept(response, {reading.everything().name, *shown})


def _item(publication):
    address = settings.SITE_URL + publication.path
    heading = publication.heading
    if publication.genre in ALWAYS_LABELLED:
        heading = f"[{publication.genre_label}] {heading}"
    return {
        "title": heading,
        "link": address,
        "description": publication.standfirst or publication.teaser,
        "pubdate": publication.published_at,
        "updateddate": publication.modified_at,
        "unique_id": address,
        "categories": [publication.rubric.name],
    }
