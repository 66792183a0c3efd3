"""What machines read of a page, in the words of schema.org 30.0."""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

from newsroom.dates import machine

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


# « Structured data for subscription and paywalled content » of Google: a class, and no other
# selector, tells where a page ends for those who do not subscribe.
_RESERVED_PART = {
    "@type": "WebPageElement",
    "isAccessibleForFree": False,
    "cssSelector": ".reserved",
}


def news_article(publication, paper):
    """Return the JSON-LD object of an article's page."""
    page = publication.page
    data = {
        "@context": "https://schema.org",
        "@type": page["schema_type"],
        "headline": publication.heading,
        "url": settings.SITE_URL + publication.path,
        "datePublished": machine(publication.published_at),
        "dateModified": machine(publication.modified_at),
        "author": [_author(author) for author in page["authors"]] or _paper(paper),
        "publisher": _paper(paper),
        "isAccessibleForFree": not publication.is_reserved,
    }
    if publication.is_reserved:
        data["hasPart"] = _RESERVED_PART
    if image := page["social_image"]:
        data["image"] = settings.SITE_URL + image["url"]
    if page["place"]:
        data["contentLocation"] = {"@type": "Place", "name": page["place"]["name"]}
    return data


def _author(author):
    kind = "Organization" if author["is_agency"] else "Person"
    data = {"@type": kind, "name": author["name"]}
    if author["url"]:
        data["url"] = settings.SITE_URL + author["url"]
    return data


def _paper(paper):
    data = {"@type": "NewsMediaOrganization", "name": paper.title, "url": settings.SITE_URL}
    if paper.logo:
        data["logo"] = settings.SITE_URL + paper.logo.url
    return data


def script_safe(data):
    """Return `data` as JSON that ends no script element, whatever it contains."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))
