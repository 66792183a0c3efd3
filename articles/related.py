"""Chooses the « Lire aussi » of an article: the desk's own picks, else the nearest few."""

from collections import Counter

from articles.genres import GRAVE, LIGHT
from articles.models import Publication, PublicationTag

MOST_PICKED = 6
MOST_FOUND = 3
_LOOKED_AT = 12  # publications read a tag, and of the rubric


def choose(snapshot, *, article_id, tag_ids):
    """Return the numbers of the articles to refer to, fixed at publication.

    Without picks: at most three, those that share most tags and places first, then the newest of
    the same rubric. Nothing light stands under something grave.
    """
    if snapshot.related_ids:
        return list(snapshot.related_ids[:MOST_PICKED])
    shared = Counter()
    for tag_id in tag_ids:
        links = PublicationTag.objects.filter(
            tag_id=tag_id, publication__in=Publication.objects.visible()
        )
        shared.update(
            links.order_by("-published_at").values_list("publication", flat=True)[:_LOOKED_AT]
        )
    near = Publication.objects.visible().filter(pk__in=shared)
    same_rubric = Publication.objects.visible().filter(rubric_id=snapshot.rubric_id)
    newest = [*near.newest_first(), *same_rubric.newest_first()[:_LOOKED_AT]]
    newest.sort(key=lambda publication: -shared[publication.pk])
    found = dict.fromkeys(
        publication.article_id
        for publication in newest
        if publication.article_id != article_id and _suits(publication.genre, snapshot.genre)
    )
    return list(found)[:MOST_FOUND]


def _suits(genre, under):
    return not (genre in LIGHT and under in GRAVE)
