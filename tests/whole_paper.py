"""One of everything that readers can meet: each kind of page, each kind of block."""

import datetime

from django.utils import timezone

from articles import front, publishing
from articles.genres import Genre
from articles.models import Page
from subscriptions.models import Plan
from tests import cast, talk

EVERY_BLOCK = """
<aside data-box=""><h3>En bref</h3><p>Une boîte vient avant tout intertitre.</p></aside>
<p>La crue <strong>monte</strong> et <em>descend</em>, disent <a href="https://example.org/">ceux</a> de la 2e rive : 600 m<sup>3</sup>.</p>
<p><strong data-runin="">À L’ÉCLUSE, ON ATTEND.</strong> Le bateau n’a que quatre-vingts centimètres de jeu.</p>
<h2>Un intertitre</h2>
<h3>Un intertitre plus petit</h3>
<ul><li><p>du riz ;</p></li><li><p>du mil.</p></li></ul>
<ol><li><p>partir ;</p></li><li><p>revenir.</p></li></ol>
<blockquote><p>On attend l’eau.</p></blockquote>
<blockquote data-pull=""><p>L’eau n’attend personne.</p></blockquote>
<aside data-box=""><h3>Repères</h3><p>Le fleuve a 4 200 km.</p></aside>
<table><tbody><tr><th><p>Trajet</p></th><th><p>Prix</p></th></tr><tr><td><p>Mopti-Gao</p></td><td><p>9 500 FCFA</p></td></tr></tbody></table>
<table><tbody><tr><th><p>Une autre table</p></th></tr></tbody></table>
<figure data-photo="{photo}"></figure>
<aside data-article="{article}"></aside>
<figure data-embed=""><a href="https://www.youtube.com/watch?v=aqz-KE-bpKQ">Le film de la crue</a></figure>
<figure data-embed=""><a href="https://x.com/larive/status/1">Le message du port</a></figure>
"""  # noqa: E501 -- one block a line


def print_it(photo=None):
    """Fill the database with one of everything; return `{kind of page: address}`.

    `photo` is the one that articles carry, by default one whose files hold nothing.
    """
    cast.paper(
        motto="Au fil de l’eau",
        address="12, rue des Pirogues",
        phone="+223 20 00 41 27",
        email="redaction@larive.example",
        publisher="Éditions de la Rive",
        host="Hébergeur du Port",
        known_edition_number=100,
        known_edition_on=datetime.date(2025, 6, 23),
        subscription_text="<p>Au guichet, de 8 h à 17 h.</p>",
    )
    Page.objects.create(title="Charte", slug="charte", position=1, body=EVERY_BLOCK)
    Plan.objects.create(name="Un mois", days=30, price=2500)
    return _subjects() | _articles(photo or cast.photo())


def _subjects():
    society = cast.rubric("Société", introduction="<p>La vie telle qu’elle va.</p>")
    cast.rubric("Santé", parent=society)
    cast.rubric("Carnet", kind="column", owner=cast.author("Awa Diop"))
    today = timezone.localdate()
    month, day = f"{today:%Y/%m}/", f"{today:%Y/%m/%d}/"
    addresses = {
        "front": "/",
        "authors": "/auteurs/",
        "page": "/pages/charte/",
        "ours": "/pages/ours/",
        "subscribe": "/abonnement/",
        "year": f"/{today:%Y}/",
        "empty list": "/rubriques/vide/",
        "404": "/il/n-y-a-rien/",
    }
    cast.rubric("Vide", menu_position=0)
    lists = {
        "archive": "/",
        "rubric": "/rubriques/societe/",
        "column": "/rubriques/carnet/",
        "author": "/auteurs/awa-diop/",
        "tag": "/mots-cles/fleuve-niger/",
        "place": "/lieux/mopti/",
    }
    for name, address in lists.items():
        addresses |= {name: address, f"{name} month": address + month, f"{name} day": address + day}
    del addresses["archive"]
    return addresses


def _articles(photo):
    society = cast.rubric("Société")
    short, full = _illustrated(society, photo)
    column = cast.published(
        rubric=cast.rubric("Carnet", kind="column", owner=cast.author("Awa Diop")),
        headline="Le seau",
        genre=Genre.COLUMN,
        tags=["Eau"],
    )
    more = {
        "reserved": {"access": "subscribers", "free_blocks": 1},
        "sponsored": {"genre": Genre.SPONSORED, "headline": "Achetez"},
        "op-ed": {"genre": Genre.OP_ED},
        "bare": {"genre": Genre.NEWS_BRIEF, "standfirst": "", "bylines": []},
    }
    paths = {
        name: cast.published(**{"rubric": society} | given).path for name, given in more.items()
    }
    gone = cast.published(headline="Une erreur", rubric=society)
    publishing.withdraw(article=gone.article, by=cast.publisher(), notice="Retiré : erreur.")
    front.place(article=full.article, slot="lead", by=cast.publisher())
    front.place(article=short.article, slot="second", by=cast.publisher())
    found = {"article": full, "short": short, "column text": column, "410": gone}
    paths |= {name: publication.path for name, publication in found.items()}
    return paths | _contributions(full.article)


def _contributions(article):
    """Fill the discussion under an article, open to be read by everybody."""
    talk.space(
        is_open_to_read=True, rules="<p>On discute des idées.</p><ul><li>Poliment.</li></ul>"
    )
    rows = talk.crowd(article, 20, replies=3, signs=200)
    first, reply = rows[-1], rows[-1].replies.earliest("pk")
    page = f"/contributions/{article.pk}/"
    return {
        "contributions": page,
        "older contributions": f"{page}avant/{rows[9].pk}/",
        "replies": f"{page}reponses/{first.pk}/",
        "later replies": f"{page}reponses/{first.pk}/apres/{reply.pk}/",
    }


def _illustrated(society, photo):
    """Publish a short text, and one that holds every block and refers to it."""
    common = {
        "lead_photo": photo,
        "kicker": "Mopti",
        "kicker_kind": "place",
        "place": cast.tag("Mopti", kind="place"),
        "tags": ["Fleuve Niger"],
        "rubric": society,
    }
    short = cast.published(**common, headline="La 2e crue")
    correspondent = {"author": cast.author("Awa Diop"), "role": "special_correspondent"}
    full = cast.published(
        **common,
        headline="Tout ce qu’un texte peut porter",
        body=EVERY_BLOCK.format(photo=photo.pk, article=short.article_id),
        genre=Genre.REPORT,
        editors_note="<p>Ce texte a été complété.</p>",
        related=[short.article],
        bylines=[correspondent | {"place": "Le Caire"}, cast.author("Boubacar Sy")],
    )
    return short, full
