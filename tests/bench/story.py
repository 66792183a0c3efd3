"""A text that the desk changes again and again: newest in its rubric, by its author, on its tag."""

import time

from django.db import transaction
from django.urls import reverse

from articles import publishing, snapshots
from articles.models import Article, Byline, Publication
from authors.models import Author
from newsroom.models import User

_HEADLINE = "Le fleuve monte à Mopti, relevé"


class Story:
    """One published text; `pages` are the addresses that show its headline, by kind of page."""

    def __init__(self):
        self._editor = next(
            user
            for user in User.objects.filter(is_staff=True).order_by("pk")
            if user.has_perm("articles.publish_article")
        )
        self._article = self._filed()
        self.change("R00000")
        publication = Publication.objects.visible().get(article=self._article)
        self.pages = {
            "article": publication.path,
            "front": reverse("articles:front"),
            "rubric": publication.section.get_absolute_url(),
            "tag": self._article.tags.first().get_absolute_url(),
            "author": self._article.bylines.get().author.get_absolute_url(),
            "feed": reverse("articles:feed"),
        }

    def _filed(self):
        """File the copy of the longest of the demo's texts, signed by whoever signed most."""
        model = max(
            (
                publication.article
                for publication in Publication.objects.visible().order_by("pk")[:40]
                if publication.section.menu_position and publication.article.tags.exists()
            ),
            key=lambda article: len(article.body),
        )
        article = Article.objects.create(
            rubric=model.rubric,
            headline=_HEADLINE,
            standfirst=model.standfirst,
            body=model.body,
            created_by=self._editor,
        )
        agency = Author.objects.filter(kind=Author.Kind.AGENCY, is_public=True).first()
        Byline.objects.create(article=article, author=agency)
        article.tags.add(*model.tags.all())
        return article

    def change(self, mark):
        """Publish the text with `mark` in its headline; return when (time.monotonic) it was so."""
        self._article.headline = f"{_HEADLINE} {mark}"
        self._article.save(update_fields=["headline", "search_key"])
        snapshots.record(article=self._article, by=self._editor)
        moments = []
        with transaction.atomic():
            transaction.on_commit(lambda: moments.append(time.monotonic()))
            publishing.publish(article=self._article, by=self._editor, minor=True)
        return moments[0]
