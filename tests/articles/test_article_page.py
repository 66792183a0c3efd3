"""The page of an article: everything that stands on it, and what its address may say."""

import datetime
import uuid

import pytest
from django.utils.translation import gettext as _

from articles import publishing, snapshots
from articles.genres import Genre
from articles.models import Article, Byline, Publication
from newsroom.folding import ascii_slug
from newsroom.models import Newspaper
from tests import cast, readers

pytestmark = pytest.mark.django_db

JUNE = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def paper():
    return cast.paper()


def test_a_visitor_reads_what_was_published():
    publication = cast.published(
        headline="La crue arrive",
        kicker="Mopti",
        standfirst="Le fleuve monte.",
        at=JUNE,
        rubric=cast.rubric("Régions"),
        bylines=[cast.author("Alassane Traoré")],
        tags=["Fleuve Niger"],
        lead_photo=cast.photo(caption="Le port au matin.", credit="AFP", alt_text="Un quai"),
        editors_note="<p>Ce texte a été complété.</p>",
    )
    page = readers.get(publication.path)
    assert page.headings_of(1) == ["La crue arrive"]
    for words in (
        "Mopti",
        "Le fleuve monte.",
        "Alassane Traoré",
        "Publié lundi 23 juin 2025 à 07:31",
        "Le port au matin.",
        "AFP",
        "La première pirogue est rentrée avant le jour",
        "Ce texte a été complété.",
        "Fleuve Niger",
    ):
        assert words in page.text
    assert page.images[0]["alt"] == "Un quai"
    assert ("/rubriques/regions/", "Régions") in page.links
    assert ("/auteurs/alassane-traore/", "Alassane Traoré") in page.links
    assert ("/mots-cles/fleuve-niger/", "Fleuve Niger") in page.links


def test_a_visitor_never_sees_a_draft():
    draft = cast.article()
    readers.get(f"/2025/06/23/{draft.pk}-{ascii_slug(draft.headline)}/", status=404)


def test_a_scheduled_text_is_not_there_before_its_hour(time_machine):
    time_machine.move_to(JUNE, tick=False)
    article = cast.article()
    snapshots.record(article=article, by=None)
    at = JUNE + datetime.timedelta(hours=1)
    publication = publishing.schedule(article=article, by=cast.publisher(), at=at)
    readers.get(publication.path, status=404)
    time_machine.move_to(at, tick=False)
    readers.get(publication.path)


def test_what_is_saved_but_not_published_does_not_show():
    publication = cast.published(headline="Le premier titre")
    Article.objects.filter(pk=publication.article_id).update(headline="Un autre titre")
    assert readers.get(publication.path).headings_of(1) == ["Le premier titre"]


class TestAddress:
    @pytest.mark.parametrize(
        "path",
        [
            "/2025/06/23/{number}-un-autre-titre/",
            "/2024/01/02/{number}-la-crue-arrive/",
            "/2025/99/99/{number}-la-crue-arrive/",
            "/2025/06/23/{number}/",
            "/2025/06/23/{number}-crüe/",
        ],
    )
    def test_the_number_alone_decides(self, client, path):
        publication = cast.published(headline="La crue arrive", at=JUNE)
        response = client.get(path.format(number=publication.article_id))
        assert response.status_code == 301
        assert response.url == publication.path

    @pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "9" * 5000])
    def test_a_number_nobody_has_is_not_found(self, client, number):
        assert client.get(f"/2025/06/23/{number}-la-crue/").status_code == 404

    def test_the_canonical_address_is_that_of_the_site_whatever_the_host_says(self, client):
        publication = cast.published()
        page = readers.get(f"{publication.path}?utm=1", headers={"host": "127.0.0.1"})
        assert page.rel["canonical"] == f"http://localhost:8000{publication.path}"


class TestDates:
    def test_the_typographic_form_is_a_setting(self):
        Newspaper.objects.update(date_form="lexique")
        publication = cast.published(at=JUNE)
        assert (
            "le lundi 23\u00a0juin\u00a02025 à 7\u00a0h\u00a031"
            in readers.get(publication.path).html
        )

    def test_a_changed_text_says_when(self, time_machine):
        time_machine.move_to(JUNE, tick=False)
        publication = cast.published()
        assert "Mis à jour" not in readers.get(publication.path).text
        time_machine.shift(datetime.timedelta(hours=2))
        article = publication.article
        Article.objects.filter(pk=article.pk).update(headline="Un titre plus juste")
        article.refresh_from_db()
        cast.published(article)
        page = readers.get(publication.path)
        assert "Mis à jour lundi 23 juin 2025 à 09:31" in page.text
        assert page.data["dateModified"] == "2025-06-23T09:31:00+00:00"
        assert page.data["datePublished"] == "2025-06-23T07:31:00+00:00"


class TestGenre:
    def label(self, genre):
        return readers.get(cast.published(genre=genre).path).text

    @pytest.mark.parametrize("genre", [Genre.SPONSORED, Genre.PRESS_RELEASE])
    def test_words_that_are_not_ours_are_labelled_and_explained(self, genre):
        text = self.label(genre)
        assert str(genre.label) in text
        assert _("newsroom did not write it") in text or "écrit par la rédaction" in text

    @pytest.mark.parametrize("genre", [Genre.EDITORIAL, Genre.ANALYSIS])
    def test_a_genre_that_matters_is_named(self, genre):
        assert str(genre.label) in self.label(genre)

    def test_plain_news_needs_no_label(self):
        assert str(Genre.NEWS.label) not in self.label(Genre.NEWS)

    def test_an_op_ed_speaks_for_its_author(self):
        text = self.label(Genre.OP_ED)
        assert _("The author speaks for himself or herself, not for the newspaper.") in text


class TestWithdrawn:
    def withdraw(self):
        publication = cast.published()
        by, article = cast.publisher(), publication.article
        publishing.withdraw(article=article, by=by, notice="Une erreur\nsur les noms.")
        return publication

    def test_the_address_answers_410_with_the_notice(self):
        page = readers.get(self.withdraw().path, status=410)
        assert "Une erreur sur les noms." in page.text
        assert "/" in page.addresses

    def test_the_notice_stands_at_any_address_of_its_number(self):
        publication = self.withdraw()
        readers.get(f"/2020/01/01/{publication.article_id}-x/", status=410)

    def test_the_text_is_gone(self):
        assert "pirogue" not in readers.get(self.withdraw().path, status=410).text


class TestReserved:
    def test_the_end_of_a_reserved_text_is_not_there(self):
        publication = cast.published(access="subscribers", free_blocks=1)
        page = readers.get(publication.path)
        assert "La première pirogue" in page.text
        assert "mareyeuses" not in page.html
        assert _("The rest of this text is for subscribers.") in page.text
        assert page.data["isAccessibleForFree"] is False

    def test_a_free_text_says_nothing_of_it(self):
        page = readers.get(cast.published().path)
        assert _("The rest of this text is for subscribers.") not in page.text
        assert page.data["isAccessibleForFree"] is True


def test_the_gate_is_word_for_word_that_of_the_paper():
    page = readers.get(cast.published().path)
    assert (
        "L’espace des contributions est réservé aux abonnés. Abonnez-vous pour accéder à cet "
        "espace d’échange et contribuer à la discussion."
    ) in page.text
    assert ("/abonnement/", _("Subscribe")) in page.links


class TestShare:
    def test_links_need_no_script_and_whatsapp_comes_first(self):
        publication = cast.published(headline="L’eau & le feu", kicker="Gao")
        address = f"http://localhost:8000{publication.path}"
        page = readers.get(publication.path)
        outside = [found for found in page.addresses if found[0] not in "/#"]
        assert outside == [
            f"https://wa.me/?text=Gao%C2%A0%3A%20L%E2%80%99eau%20%26%20le%20feu%20{address}",
            f"https://www.facebook.com/sharer/sharer.php?u={address}",
            "https://x.com/intent/post"
            f"?text=Gao%C2%A0%3A%20L%E2%80%99eau%20%26%20le%20feu&url={address}",
            f"mailto:?subject=Gao%C2%A0%3A%20L%E2%80%99eau%20%26%20le%20feu&body={address}",
        ]

    def test_cards_carry_heading_description_and_picture(self):
        photo = cast.photo()
        publication = cast.published(
            kicker="Gao", headline="Le feu", standfirst="Une phrase.", lead_photo=photo
        )
        page = readers.get(publication.path)
        social = photo.renditions.get(purpose="social")
        assert page.title == "Gao\u00a0: Le feu – La Rive"
        assert page.meta["og:title"] == "Gao\u00a0: Le feu"
        assert page.meta["og:description"] == page.meta["description"] == "Une phrase."
        assert page.meta["og:locale"] == "fr_FR"
        assert page.meta["og:image"] == f"http://localhost:8000{social.file.url}"
        assert page.data["image"] == page.meta["og:image"]

    @pytest.mark.parametrize("short", ["Le feu prend", "Gao : Le feu prend"])
    def test_a_short_headline_stands_under_its_kicker_wherever_it_replaces_the_long_one(
        self, short
    ):
        publication = cast.published(
            kicker="Gao", headline="Le feu a pris hier au marché", short_headline=short
        )
        page = readers.get(publication.path)
        assert page.title == "Gao\u00a0: Le feu prend – La Rive"
        assert page.meta["og:title"] == "Gao\u00a0: Le feu prend"
        assert "wa.me/?text=Gao%C2%A0%3A%20Le%20feu%20prend%20http" in page.html
        assert page.data["headline"] == "Gao\u00a0: Le feu a pris hier au marché"
        assert page.headings_of(1)[0].endswith("hier au marché")

    def test_structured_data_tells_who_wrote_what_when(self):
        publication = cast.published(
            headline="</script><b>", genre=Genre.ANALYSIS, at=JUNE, tags=["Prix"]
        )
        data = readers.get(publication.path).data
        assert data["@type"] == "AnalysisNewsArticle"
        assert data["headline"] == "</script><b>"
        assert data["author"] == [
            {
                "@type": "Person",
                "name": "Awa Diop",
                "url": "http://localhost:8000/auteurs/awa-diop/",
            }
        ]
        assert data["publisher"]["name"] == "La Rive"


class TestRelated:
    def related(self, publication):
        page = readers.get(publication.path)
        start = page.html.index('<section class="related">')
        end = page.html.index("</section>", start)
        return [path for path in page.addresses if f'"{path}"' in page.html[start:end]]

    def test_chosen_texts_stand_in_the_order_of_the_desk(self):
        first, second = cast.published(headline="Un"), cast.published(headline="Deux")
        article = cast.article(related=[second.article, first.article])
        assert self.related(cast.published(article)) == [second.path, first.path]

    def test_a_withdrawn_text_is_no_longer_referred_to(self):
        gone, stays = cast.published(headline="Un"), cast.published(headline="Deux")
        publication = cast.published(related=[gone.article, stays.article])
        publishing.withdraw(article=gone.article, by=cast.publisher(), notice="Retiré.")
        assert self.related(publication) == [stays.path]

    def test_nothing_light_stands_under_something_grave(self):
        light = cast.published(genre=Genre.ODDITY)
        stays = cast.published()
        publication = cast.published(genre=Genre.OBITUARY, related=[light.article, stays.article])
        assert self.related(publication) == [stays.path]

    def test_sponsored_words_are_labelled_there_too(self):
        paid = cast.published(genre=Genre.SPONSORED, headline="Achetez")
        publication = cast.published(genre=Genre.NEWS_BRIEF, related=[paid.article])
        assert str(Genre.SPONSORED.label) in readers.get(publication.path).text


class TestByTheAuthor:
    def others(self, publication):
        page = readers.get(publication.path)
        if '<section class="others">' not in page.html:
            return []
        html = page.html[page.html.index('<section class="others">') :]
        return [path for path in page.addresses if f'<h4><a href="{path}">' in html]

    def publish(self, *authors, days=0, **fields):
        """Publish in a rubric of its own, so that nothing is found as « Lire aussi »."""
        fields = {"rubric": cast.rubric(f"Rubrique {uuid.uuid4()}")} | fields
        at = JUNE + datetime.timedelta(days=days)
        return cast.published(at=at, bylines=list(authors) or None, **fields)

    def write(self, count):
        return [self.publish(days=day) for day in range(count)]

    def test_the_seven_that_came_next_are_listed_and_before_the_newest_those_that_came_first(self):
        publications = self.write(9)
        paths = [publication.path for publication in publications]
        assert self.others(publications[0]) == paths[7:0:-1]
        assert self.others(publications[3]) == [*paths[8:3:-1], *paths[2:0:-1]]
        assert self.others(publications[-1]) == paths[7:0:-1]

    def test_each_item_names_signature_and_date(self):
        publication = cast.published(at=JUNE)
        cast.published(at=JUNE, kicker="Kayes", headline="Le rail")
        text = readers.get(publication.path).text
        assert "Kayes\u00a0: Le rail" in text
        assert text.count("Publié lundi 23 juin 2025 à 07:31") == 2

    def test_an_author_shown_by_initials_has_a_list_and_an_agency_has_none(self):
        awa, agency = cast.author("Awa Diop", initials="A.D."), cast.author("AMAP", kind="agency")
        other, _agencys = self.publish(awa), self.publish(agency)
        lines = [{"author": awa, "shown_as": Byline.ShownAs.INITIALS}, {"author": agency}]
        assert self.others(self.publish(*lines)) == [other.path]

    def test_two_authors_share_no_item_and_each_has_a_list(self):
        awa, boubacar = cast.author("Awa Diop"), cast.author("Boubacar Sy")
        together = self.publish(awa, boubacar)
        hers, his = self.publish(awa, days=1), self.publish(boubacar, days=1)
        publication = self.publish(awa, boubacar)
        assert self.others(publication) == [hers.path, together.path, his.path]

    def test_what_is_referred_to_already_is_not_listed_again(self):
        first, second = self.write(2)
        publication = self.publish(related=[second.article])
        assert self.others(publication) == [first.path]

    def test_a_person_who_is_not_public_is_named_nowhere_and_has_no_list(self):
        hidden = cast.author(
            "Moussa Ag Alhassane", is_public=False, public_form="Notre correspondant à Gao"
        )
        self.publish(hidden)
        publication = self.publish(hidden)
        page = readers.get(publication.path)
        assert "Alhassane" not in page.html
        assert "alhassane" not in page.html
        assert "Notre correspondant à Gao" in page.text
        assert self.others(publication) == []


def test_a_text_with_a_player_may_frame_it_and_any_other_may_not():
    embed = '<figure data-embed=""><a href="https://youtu.be/aqz-KE-bpKQ">Le film</a></figure>'
    body = f"<p>Un film.</p>{embed}"
    with_player = readers.get(cast.published(body=body).path).response
    without = readers.get(cast.published().path).response
    assert "frame-src https://" in with_player["Content-Security-Policy"]
    assert "frame-src" not in without["Content-Security-Policy"]
    assert b"embeds" in with_player.content
    assert b"<script src" not in without.content


def test_ordinals_are_raised_in_headlines():
    page = readers.get(cast.published(headline="La 2e session du XXIe siècle").path)
    assert "La 2<sup>e</sup> session du XXI<sup>e</sup> siècle</h1>" in page.html


def test_an_article_of_nobody_in_particular_is_the_papers_own():
    publication = cast.published(genre=Genre.EDITORIAL, bylines=[])
    assert readers.get(publication.path).data["author"]["name"] == "La Rive"


def test_the_page_survives_the_rarest_article():
    publication = cast.published(
        genre=Genre.NEWS_BRIEF, standfirst="", bylines=[], body="<p>Trois mots ici.</p>"
    )
    assert Publication.objects.get(pk=publication.pk).page["related"] == []
    assert "Trois mots ici." in readers.get(publication.path).text
