"""What a publication is composed of, element by element."""

import pytest
from django.utils import timezone

from articles import publishing, refreshing, snapshots
from articles.freezing import preview
from articles.genres import Genre
from articles.models import Article, Photo, Rendition
from tests import cast
from tests.articles.desk import change, copy, visible

pytestmark = pytest.mark.django_db


def composed(**fields):
    """Return the preview of a copy: what readers would get now."""
    return preview(copy(**fields).revisions.get())


def photo(**fields):
    """Return a photo of the library with its words and one file of each purpose."""
    words = {"caption": "Le port, hier.", "credit": "La Rive", "alt_text": "Des pirogues à quai."}
    found = Photo.objects.create(original="photos/x.jpg", **words | fields)
    for purpose, width, height in (("column", 640, 427), ("card", 320, 213), ("social", 1200, 630)):
        Rendition.objects.create(
            photo=found,
            purpose=purpose,
            format="jpeg",
            width=width,
            height=height,
            size=1000,
            file=f"photos/{found.pk}-{purpose}.jpg",
        )
    return found


def test_what_the_editor_previews_is_what_readers_get():
    article = copy(kicker="Mopti", headline="la crue", tags=["Pêche"])
    shown = preview(article.revisions.get())
    publication = publishing.publish(article=article, by=cast.cheick())
    for name in ("kicker", "headline", "teaser", "signed", "body", "page", "path", "search_text"):
        assert getattr(shown, name) == getattr(publication, name), name


def test_a_headline_takes_a_capital_after_its_kicker_by_house_style():
    assert composed(kicker="Kayes", headline="l’électricité revient").heading == (
        "Kayes\u00a0: L’électricité revient"
    )


def test_the_house_may_prefer_a_small_letter_after_the_colon():
    cast.paper(capital_after_colon=False)
    assert composed(kicker="Kayes", headline="le courant revient").headline == "le courant revient"


def test_a_column_puts_its_own_prefix_before_every_headline():
    column = cast.rubric("Perspectives sahéliennes", kind="column")
    shown = composed(rubric=column, genre=Genre.COLUMN, headline="Yeux doux")
    assert shown.heading == "Perspectives sahéliennes\u00a0: Yeux doux"
    assert shown.page["kicker_url"] == column.get_absolute_url()


def test_a_place_before_the_headline_leads_to_its_page_and_lists_the_text_there():
    place = cast.tag("Kayes", kind="place")
    article = copy(kicker="Kayes", kicker_kind="place")
    publication = publishing.publish(article=article, by=cast.cheick())
    assert publication.page["kicker_url"] == "/lieux/kayes/"
    assert publication.tag_links.filter(tag=place).exists()


def test_typography_is_repaired_for_readers_while_the_copy_stays_as_typed():
    article = copy(body="<p>«La 2è session», dit-il!</p>")
    publication = publishing.publish(article=article, by=cast.cheick())
    assert "«\u00a0La 2<sup>e</sup> session\u00a0», dit-il\u202f!" in publication.body
    article.refresh_from_db()
    assert "«La 2è session»" in article.body


def test_a_house_whose_readers_lack_thin_spaces_gets_plain_ones():
    cast.paper(thin_spaces=False)
    assert "dit-il\u00a0!" in composed(body="<p>Oui, dit-il !</p>").body


def test_a_run_in_crosshead_becomes_a_real_heading():
    shown = composed(body='<p><strong data-runin="">AU MENU.</strong> Du poisson.</p>')
    assert '<div class="runin"><h2>AU MENU.</h2> <p>Du poisson.</p></div>' in shown.body


def test_each_block_of_the_body_has_its_form():
    body = (
        '<blockquote data-pull=""><p>Une phrase.</p></blockquote>'
        '<aside data-box=""><h3>Repères</h3><p>Un chiffre.</p></aside>'
        "<table><tbody><tr><th>An</th><td>2026</td></tr></tbody></table>"
        '<figure data-embed=""><a href="https://youtu.be/abcdefghijk">Le film</a></figure>'
    )
    shown = composed(body=body)
    for mark in ('class="pull"', 'class="box"', 'class="table"', 'class="embed"', "data-player="):
        assert mark in shown.body
    assert shown.page["has_embeds"]


def test_a_link_to_another_site_says_so_and_a_paid_one_is_marked_as_such():
    body = '<p><a href="https://ailleurs.example/">là</a> et <a href="/pages/charte/">ici</a></p>'
    shown = composed(body=body).body
    assert '<a href="https://ailleurs.example/" rel="noopener">' in shown
    assert '<a href="/pages/charte/">' in shown
    paid = composed(body=body, genre=Genre.SPONSORED).body
    assert 'rel="sponsored nofollow noopener"' in paid


def test_a_photo_shows_caption_and_credit_and_never_its_original():
    picture = photo()
    shown = composed(
        lead_photo=picture, body=f'<p>Avant.</p><figure data-photo="{picture.pk}"></figure>'
    )
    assert "Le port, hier." in shown.body
    assert '<span class="credit">La Rive</span>' in shown.body
    assert shown.page["lead_photo"]["caption"] == "Le port, hier."
    assert shown.page["social_image"]["width"] == 1200
    assert shown.card_photo["width"] == 320
    assert "photos/x.jpg" not in shown.body + str(shown.page) + str(shown.card_photo)


def test_a_withdrawn_photo_leaves_everything_published_at_once():
    picture = photo()
    article = copy(
        lead_photo=picture, body=f'<p>Avant.</p><figure data-photo="{picture.pk}"></figure>'
    )
    publishing.publish(article=article, by=cast.cheick())
    Photo.objects.update(is_withdrawn=True)
    refreshing.refresh_for(picture)
    now = visible().get()
    assert "figure" not in now.body
    assert (now.page["lead_photo"], now.page["social_image"], now.card_photo) == (None, None, None)


def test_our_own_photographer_is_credited_under_the_public_name_only():
    shooter = cast.author("Yaya Ba", is_public=False, public_form="Un photographe")
    shown = composed(lead_photo=photo(photographer=shooter))
    assert shown.page["lead_photo"]["credit"] == "Un photographe/La Rive"


def test_the_signature_line_agrees_and_links_to_whoever_has_a_page():
    awa = cast.author("Awa Diop", gender="f", initials="A.D.")
    hidden = cast.author("Oumar Ba", gender="m", is_public=False, public_form="O.B.")
    role = {"role": "special_correspondent", "place": "Le Caire"}
    shown = composed(
        bylines=[{"author": awa, "shown_as": "initials"} | role, {"author": hidden} | role]
    )
    assert shown.page["signature"] == (
        'Envoyés spéciaux au Caire, <a href="/auteurs/awa-diop/" rel="author">A.D.</a> et O.B.'
    )
    assert "Oumar" not in str(shown.page) + shown.signed


def test_references_by_hand_come_first_and_in_their_order():
    first, second, cheick = copy(), copy(), cast.cheick()
    for article in (first, second):
        publishing.publish(article=article, by=cheick)
    assert composed(related=[second, first]).page["related"] == [second.pk, first.pk]


def test_without_a_choice_at_most_three_near_texts_are_referred_to_nearest_first():
    shelf, cheick = cast.rubric("Économie"), cast.cheick()
    far = [copy(rubric=shelf) for _ in range(4)]
    near = copy(rubric=cast.rubric("Sports"), tags=["Pêche"])
    for article in [near, *far]:
        publishing.publish(article=article, by=cheick)
    found = composed(rubric=shelf, tags=["Pêche"]).page["related"]
    assert found == [near.pk, far[3].pk, far[2].pk]


def test_nothing_light_stands_under_something_grave():
    cheick = cast.cheick()
    oddity = copy(genre=Genre.ODDITY)
    publishing.publish(article=oddity, by=cheick)
    assert composed(genre=Genre.OBITUARY).page["related"] == []
    assert composed(genre=Genre.ODDITY).page["related"] == [oddity.pk]


def test_a_text_never_refers_to_itself_or_to_what_is_withdrawn():
    article, gone, cheick = copy(), copy(), cast.cheick()
    publishing.publish(article=gone, by=cheick)
    publishing.withdraw(article=gone, by=cheick, notice="Retiré.")
    publishing.publish(article=article, by=cheick)
    change(article, standfirst="Un autre chapô pour ce texte.")
    assert publishing.publish(article=article, by=cheick).page["related"] == []


def test_who_answers_before_the_law_is_named_as_of_the_day_of_publication():
    paper = cast.paper()
    today = timezone.localdate()
    paper.directors.create(name="Sira Ba", since=today.replace(year=today.year - 2))
    assert composed().page["director"] == "Sira Ba"


def test_internal_sources_never_reach_a_publication():
    shown = composed(sources="Le douanier du pont, de nuit")
    assert "douanier" not in str(vars(shown))


def test_a_revision_holds_what_the_desk_saw_and_nothing_later():
    article = copy(headline="Le premier titre")
    first = article.revisions.get()
    Article.objects.filter(pk=article.pk).update(headline="Le second titre")
    assert preview(first).headline == "Le premier titre"
    assert snapshots.read(first).headline == "Le premier titre"


def test_saving_without_a_change_makes_no_revision():
    article = copy()
    snapshots.record(article=article, by=None)
    assert article.revisions.count() == 1


def test_whoever_took_the_pictures_is_no_author_of_the_text_but_keeps_it_in_her_list():
    awa, yaya = cast.author("Awa Diop"), cast.author("Yaya Ba")
    article = copy(bylines=[awa, {"author": yaya, "role": "photo"}])
    publication = publishing.publish(article=article, by=cast.cheick())
    assert [author["name"] for author in publication.page["authors"]] == ["Awa Diop"]
    assert "Yaya Ba" in publication.page["signature"]
    assert publication.author_links.filter(author=yaya).exists()
