"""Puts the demo copy on the desk and carries each text as far as its file says, by the verbs."""

import datetime
import re

from django.utils import timezone

from articles import front, publishing, refreshing, snapshots
from articles.models import Article, Byline, Publication, RelatedLink, Rubric, Tag
from newsroom.folding import fold

_PHOTO = re.compile(r'data-photo="([^"]+)"')
_ARTICLE = re.compile(r'data-article="([^"]+)"')
_PLAIN = ("genre", "kicker", "kicker_kind", "headline", "short_headline", "standfirst")
_PLAIN += ("editors_note", "sources", "access", "free_blocks")


class Desk:
    """Files the copies of one run; rows are found by the keys of the demo's files."""

    def __init__(self, users, authors, photos):
        self.users, self.authors, self.photos = users, authors, photos
        self.editor = users["copy_editor"]
        self.articles = {}

    def file(self, copies):
        """Write every copy, then publish, schedule, return or withdraw it: oldest first."""
        for copy in copies:
            self.articles[copy.key] = self._written(copy)
        for copy in copies:
            self._complete(copy)
        for copy in copies:
            getattr(self, f"_{copy.state}")(copy, self.articles[copy.key])
        referring = Publication.objects.filter(ingredients__kind="articles.article").distinct()
        refreshing.refresh(referring)
        self._compose_front(copies)

    def _written(self, copy):
        about = copy.about
        article = Article(**{name: about[name] for name in _PLAIN if name in about})
        article.rubric = Rubric.objects.get(slug=about["rubric"])
        article.place = self._place(about.get("place"))
        article.lead_photo = self.photos.get(about.get("photo"))
        article.created_by = self._writer(about)
        article.save()
        for position, line in enumerate(about["bylines"]):
            Byline.objects.create(
                article=article,
                author=self.authors.get(line.get("author")),
                position=position,
                **{
                    name: line[name]
                    for name in ("signed_as", "role", "place", "shown_as")
                    if name in line
                },
            )
        article.tags.add(*Tag.objects.filter(folded__in=[fold(name) for name in about["tags"]]))
        return article

    def _place(self, name):
        return Tag.objects.get(folded=fold(name)) if name else None

    def _writer(self, about):
        """Return the account of the first signer, or that of the correspondents."""
        for line in about["bylines"]:
            author = self.authors.get(line.get("author"))
            if author and author.account:
                return author.account
        return self.users["correspondent"]

    def _complete(self, copy):
        """Write the body and « Lire aussi » once every text they name has its number."""
        article = self.articles[copy.key]
        body = _PHOTO.sub(lambda key: f'data-photo="{self.photos[key[1]].pk}"', copy.body)
        article.body = _ARTICLE.sub(lambda key: f'data-article="{self.articles[key[1]].pk}"', body)
        article.full_clean(exclude=["slug"])
        article.save()
        for position, key in enumerate(copy.about.get("related", [])):
            RelatedLink.objects.create(
                article=article, target=self.articles[key], position=position
            )
        snapshots.record(article=article, by=article.created_by)

    def _published(self, copy, article):
        day = timezone.now() - datetime.timedelta(hours=copy.hours_ago)
        publishing.publish(article=article, by=self.editor, first_published_at=day)

    def _draft(self, copy, article):
        """A draft stays where it is."""

    def _submitted(self, copy, article):
        publishing.submit(article=article, by=article.created_by)

    def _returned(self, copy, article):
        self._submitted(copy, article)
        publishing.send_back(article=article, by=self.editor, note=copy.about["returned_note"])

    def _scheduled(self, copy, article):
        at = timezone.now() + datetime.timedelta(hours=copy.about["in_hours"])
        publishing.schedule(article=article, by=self.editor, at=at)

    def _updated(self, copy, article):
        self._published(copy, article)
        update = copy.about["update"]
        for name in ("headline", "standfirst"):
            setattr(article, name, update.get(name, getattr(article, name)))
        article.body += update.get("append_html", "")
        article.save(update_fields=["headline", "standfirst", "body", "search_key"])
        snapshots.record(article=article, by=self.editor)
        publishing.publish(article=article, by=self.editor, minor=update.get("minor", False))

    def _withdrawn(self, copy, article):
        self._published(copy, article)
        publishing.withdraw(article=article, by=self.editor, notice=copy.about["withdrawal_notice"])

    def _compose_front(self, copies):
        placed = [copy for copy in copies if copy.about.get("front")]
        for copy in sorted(placed, key=lambda copy: copy.about.get("front_position", 0)):
            front.place(article=self.articles[copy.key], slot=copy.about["front"], by=self.editor)
