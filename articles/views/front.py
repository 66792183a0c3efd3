"""The front page: lead and seconds as the desk placed them, then the newest of each rubric."""

from django.utils import timezone

from articles import reading, touching
from articles.context_processors import site_of
from articles.front import composed_front
from newsroom.pages import PublicPage, next_midnight

IN_A_BAND = 4
PHOTOS_IN_BANDS = 4
"""A story without a photo is a good story: photos are the exception that earns its kilobytes."""


class FrontPage(PublicPage):
    template_name = "articles/front.html"
    styles = ("base", "front", "label")

    def context(self):
        site = site_of(self.request)
        front = composed_front()
        top = [front.lead, *front.seconds] if front.lead else front.seconds
        rubrics = site.rubrics
        newest = reading.newest_in(
            [rubric.pk for rubric in rubrics],
            each=IN_A_BAND,
            without=[publication.article_id for publication in top],
        )
        shown = {publication.article_id for rows in [top, *newest.values()] for publication in rows}
        bands = [(rubric, newest[rubric.pk]) for rubric in rubrics if newest[rubric.pk]]
        today = timezone.localdate()
        return {
            "front": front,
            "shown": shown,
            "today": today,
            "edition_number": site.paper.edition_number(today),
            "sections": _sections(bands),
            "columns": [(rubric, rows[0]) for rubric, rows in bands if rubric.is_column],
        }

    def keys(self, context):
        return {touching.FRONT, *map(touching.text, context["shown"])}

    def valid_until(self, context):
        return next_midnight()


def _sections(bands):
    """Return `[(rubric, publications, has_photo)]`, photos for the first few that have one."""
    sections, left = [], PHOTOS_IN_BANDS
    for rubric, rows in bands:
        if rubric.is_column:
            continue
        has_photo = bool(rows[0].card_photo) and left > 0
        left -= has_photo
        sections.append((rubric, rows, has_photo))
    return sections
