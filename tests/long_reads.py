"""Articles as heavy as a real one: so many words, every block of a serious page filled.

The words are those of the demo newspaper, so that they compress as French does.
"""

import datetime
import re

from articles.models import Article, Page
from newsroom.demo.source import copies, table
from newsroom.html import to_text
from tests import cast

BASE = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)
RELATED, BY_THE_AUTHOR, TAGS = 6, 7, 6


def print_article(words, *, photo=None, related=RELATED):
    """Publish a text of at least `words` words; return its publication.

    It has a photo, six tags, `related` « Lire aussi », seven others by its author, the gate.
    """
    cast.paper(date_form="house", publisher="Société coopérative d’édition La Rive")
    for position, rubric in enumerate(table("rubrics")["rubric"]):
        cast.rubric(rubric["name"], menu_position=position + 1)
    for position, page in enumerate(table("pages")["page"]):
        Page.objects.create(title=page["title"], slug=page["slug"], position=position + 1)
    texts = [copy for copy in copies() if copy.about.get("standfirst")]
    others = [_print(copy, cast.author("Ramata Dicko"), day) for day, copy in _numbered(texts[:6])]
    author = cast.author("Aminata Coulibaly", initials="A.C.", gender="f")
    for day, copy in _numbered(texts[6:13]):
        _print(copy, author, day)
    return cast.published(
        **_words(texts[13]),
        body=_body(texts, words),
        at=BASE,
        bylines=[author],
        lead_photo=photo or cast.photo(),
        tags=["Cinéma", "Commerce", "Fleuve Niger", "Navigation", "Mopti", "Koulikoro"][:TAGS],
        related=[Article.objects.get(pk=other.article_id) for other in others[:related]],
        rubric=cast.rubric("Régions"),
    )


def _numbered(texts):
    return enumerate(texts, start=1)


def _words(copy):
    kicker = copy.about.get("kicker", "")
    return {
        "headline": copy.about["headline"],
        "standfirst": copy.about["standfirst"],
        "kicker": kicker or "Le fleuve",
    }


def _print(copy, author, day):
    at = BASE + datetime.timedelta(days=day, minutes=37 * day)
    return cast.published(**_words(copy), bylines=[author], at=at, rubric=cast.rubric("Société"))


def _body(texts, words):
    """Return paragraphs of at least `words` words, with a crosshead and a run-in crosshead."""
    body = [
        "<h2>Le prix du voyage</h2>",
        '<p><strong data-runin="">AU MENU, L’EAU.</strong> Oui.</p>',
    ]
    count = len(to_text("".join(body)).split())
    for copy in texts:
        for paragraph in re.findall(r"<p>.*?</p>", copy.body, re.DOTALL):
            if count < words and "data-runin" not in paragraph:
                body.append(paragraph)
                count += len(to_text(paragraph).split())
    return "".join(body)
