"""Raw copy becomes a draft, and nothing of it is lost, doubled or invented."""

import datetime
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import drafting
from articles.filing.pieces import WORD
from articles.genres import Genre
from articles.models import Article, SourceCopy
from newsroom.demo.source import RAW_COPY
from newsroom.html import blocks, to_text
from newsroom.models import JournalEntry
from tests import cast
from tests.articles.test_filing_properties import BREAKS, LINES
from tests.articles.test_publishing_together import at_once

pytestmark = pytest.mark.django_db

TEXT = """Kayes : Le marché rouvre ses portes

Les commerçantes ont retrouvé leurs étals ce matin, dix mois après l’incendie du grand hangar.

La halle a été reconstruite en trois mois par une entreprise de la ville. Les pompiers y ont leur
poste, et chaque rangée sa bouche d’eau.

Le maire a promis que les taxes ne changeraient pas avant la prochaine récolte, et les
commerçantes ont promis de s’en souvenir.

Par Awa Diop
"""


def file(source=TEXT, *, by=None, **options):
    return drafting.file_copy(source=source, by=by, **options)


@pytest.fixture
def raw_copy():
    return RAW_COPY.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def politique():
    return cast.rubric("Politique")


# --- What becomes of the parts -------------------------------------------------------------------
def test_the_raw_copy_of_the_demo_becomes_a_draft_in_every_part(raw_copy):
    aminata = cast.author("Aminata Coulibaly", initials="A.C.")
    article = file(raw_copy, by=cast.cheick())
    assert article.kicker == "La batellerie et la Conférence des ports"
    assert article.kicker_kind == "theme"
    assert article.headline == "Trois dossiers lourds à quai"
    assert article.standfirst.startswith("Les délégations des neuf ports riverains")
    found = blocks(article.body)
    assert [block.tag for block in found] == ["p"] * 12
    assert found[5].inner.startswith('<strong data-runin="">DRAGAGE, TARIFS ET NUIT.</strong> Sur')
    assert "Lire aussi" not in article.body
    assert "abonn" not in article.body
    rows = article.bylines.values_list("author", "signed_as", "role", "place", "shown_as")
    assert list(rows) == [
        (aminata.pk, "A.C.", "special_correspondent", "Niamey", "initials"),
        (None, "B.T.", "special_correspondent", "Niamey", "initials"),
    ]


def test_the_copy_as_received_is_kept_with_what_was_set_aside(raw_copy):
    copy = file(raw_copy, by=cast.awa()).source_copy
    assert copy.text == raw_copy
    assert all(copy.text[row["start"] : row["end"]] == row["text"] for row in copy.pieces)
    reasons = Counter(row["reason"] for row in copy.pieces)
    assert (reasons["see_also"], reasons["author_list"], reasons["gate"]) == (6, 8, 1)
    assert {row["reason"] for row in copy.repairs} >= {"no_break_space", "blank"}


def test_a_draft_has_its_writer_a_first_revision_and_a_line_in_the_journal():
    awa = cast.awa()
    article = file(by=awa)
    assert article.created_by == awa
    assert article.status == Article.Status.DRAFT
    revision = article.revisions.get()
    assert revision.author == awa
    assert revision.data["fields"]["headline"] == "Le marché rouvre ses portes"
    assert len(revision.data["bylines"]) == 1
    entry = JournalEntry.objects.get(verb="file_copy")
    assert (entry.actor, entry.subject_id) == (awa, article.pk)
    assert entry.detail == {"unresolved": ["Awa Diop"]}


def test_a_column_takes_its_text_and_prints_its_own_prefix():
    column = cast.rubric("L’heure", kind="column", prefix="À l’heure du Mali")
    text = "A l'heure du Mali : Dans la marche du monde, bas les mythes !\n\n" + TEXT[40:]
    article = file(text, by=cast.awa())
    assert (article.rubric, article.genre) == (column, Genre.COLUMN)
    assert (article.kicker, article.kicker_kind) == ("", "column")
    assert article.printed_kicker == "À l’heure du Mali"
    assert article.headline == "Dans la marche du monde, bas les mythes !"


def test_a_column_that_somebody_files_under_another_rubric_leaves_its_words_as_kicker(politique):
    cast.rubric("Perspectives", kind="column", prefix="Perspectives sahéliennes")
    text = TEXT.replace("Kayes :", "Perspectives sahéliennes :")
    article = file(text, by=cast.awa(), rubric=politique)
    assert (article.rubric, article.genre) == (politique, Genre.NEWS)
    assert (article.kicker, article.kicker_kind) == ("Perspectives sahéliennes", "theme")


def test_a_known_place_before_the_colon_is_a_place_and_an_unknown_one_a_theme():
    assert file(by=cast.awa()).kicker_kind == "theme"
    cast.tag("Kayes", kind="place")
    article = file(by=cast.boubacar())
    assert (article.kicker, article.kicker_kind) == ("Kayes", "place")


def test_insolite_before_the_colon_tells_the_genre():
    article = file(TEXT.replace("Kayes :", "Insolite:"), by=cast.awa())
    assert (article.genre, article.kicker, article.kicker_kind) == ("oddity", "Insolite", "genre")


def test_a_text_goes_where_its_writer_filed_last_then_to_the_first_of_the_menu(politique):
    awa, regions = cast.awa(), cast.rubric("Régions", menu_position=2)
    assert file(by=awa).rubric == politique
    file(TEXT + "Une suite.", by=awa, rubric=regions)
    assert file(TEXT + "Une autre suite.", by=awa).rubric == regions
    assert file(by=cast.boubacar()).rubric == politique


def test_without_any_rubric_it_says_what_to_do(politique):
    politique.delete()
    with pytest.raises(drafting.FilingError, match="rubri"):
        file(by=cast.awa())


@pytest.mark.parametrize(
    ("typed", "tag", "place"),
    [("à Gao", "Gao", "Gao"), ("au Caire", "Le Caire", "Le Caire"), ("au Mali", "Mali", "Mali")],
)
def test_the_place_written_from_is_found_in_the_signature(typed, tag, place):
    known = cast.tag(tag, kind="place")
    article = file(TEXT.replace("Par Awa Diop", f"Envoyée spéciale {typed}, Awa Diop"))
    assert article.place == known
    assert article.bylines.get().place == place


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Moscou", "Moscou"),
        ("en Iran", "Iran"),
        ("aux Cayes", "Les Cayes"),
        ("au lac Débo", "Le lac Débo"),
        ("en Moldavie", "en Moldavie"),  # a country that the signature line does not know
    ],
)
def test_a_place_loses_the_preposition_that_the_signature_line_sets(typed, bare):
    assert drafting.bare_place(typed) == bare


def test_a_place_that_nothing_can_hold_is_marked_in_the_copy():
    copy = file(TEXT.replace("Par Awa Diop", "De notre envoyée spéciale à Gao")).source_copy
    pieces = [row for row in copy.pieces if row["reason"] == "place"]
    assert [row["text"] for row in pieces] == ["Gao"]
    assert copy.text[pieces[0]["start"] : pieces[0]["end"]] == "Gao"
    assert copy.pieces == sorted(copy.pieces, key=lambda row: row["start"])


# --- Who signs -----------------------------------------------------------------------------------
def test_a_name_that_an_author_bears_is_that_author():
    awa = cast.author("Awa Diop")
    byline = file().bylines.get()
    assert (byline.author, byline.shown_as, byline.signed_as) == (awa, "name", "Awa Diop")


def test_accents_and_capitals_do_not_hide_an_author():
    author = cast.author("Élisée Goïta")
    assert file(TEXT.replace("Awa Diop", "Elisée GOITA")).bylines.get().author == author


def test_a_name_that_two_authors_bear_is_left_to_the_desk():
    cast.author("Moussa Traoré", slug="un")
    cast.author("Moussa Traore", slug="deux")
    byline = file(TEXT.replace("Awa Diop", "Moussa Traoré")).bylines.get()
    assert (byline.author, byline.signed_as) == (None, "Moussa Traoré")


def test_initials_nobody_has_stay_as_typed_and_nobody_is_invented():
    byline = file(TEXT.replace("Par Awa Diop", "O.D.")).bylines.get()
    assert (byline.author, byline.signed_as) == (None, "O.D.")
    assert not byline._meta.get_field("author").related_model.objects.exists()


def test_a_person_whose_name_is_not_public_is_known_by_the_public_form():
    hidden = cast.author("Ibrahim Ag Hamma", is_public=False, public_form="I.H.")
    assert file(TEXT.replace("Par Awa Diop", "I.H.")).bylines.get().author == hidden


def test_an_agency_is_known_by_its_initials_and_its_bureau_by_its_place():
    amap = cast.author("Agence malienne de presse", kind="agency", initials="AMAP")
    byline = file(TEXT.replace("Par Awa Diop", "Amap-Kayes")).bylines.get()
    assert (byline.author, byline.role) == (amap, "agency_bureau")
    assert (byline.signed_as, byline.place) == ("Amap", "Kayes")
    source = file(TEXT.replace("Par Awa Diop", "(Source : AMAP)")).bylines.get()
    assert (source.author, source.role) == (amap, "source")


def test_who_files_may_sign_a_text_in_which_nobody_does():
    awa = cast.author("Awa Diop")
    unsigned = TEXT.replace("Par Awa Diop", "")
    assert not file(unsigned, by=cast.boubacar()).bylines.exists()
    assert file(unsigned, by=cast.awa(), signer=awa).bylines.get().author == awa


def test_whoever_signs_already_is_not_doubled_by_who_files():
    signed = file(by=cast.awa(), signer=cast.author("Fanta Cissé"))
    assert [line.signed_as for line in signed.bylines.all()] == ["Awa Diop"]


# --- The date of archive copy --------------------------------------------------------------------
DATED = TEXT.replace("\n\n", "\n\nPublié lundi 23 juin 2025 à 07:31\n\n", 1)


def date_label(copy):
    return next(row["label"] for row in copy.pieces if row["reason"] == "date")


def test_who_may_publish_files_archive_copy_with_its_date():
    article = file(DATED, by=cast.cheick())
    expected = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=timezone.get_default_timezone())
    assert article.source_copy.proposed_published_at == expected
    assert article.first_published_at is None
    assert not article.publications.exists()


def test_from_anybody_else_the_date_is_set_aside_with_the_reason():
    copies = [file(DATED, by=user).source_copy for user in (cast.awa(), cast.boubacar())]
    assert [copy.proposed_published_at for copy in copies] == [None, None]
    assert date_label(copies[0]) != date_label(file(DATED, by=cast.cheick()).source_copy)


def test_a_date_to_come_is_set_aside_also_from_who_may_publish():
    text = DATED.replace("lundi 23 juin 2025", "samedi 23 juin 2096")
    copy = file(text, by=cast.cheick()).source_copy
    assert copy.proposed_published_at is None
    assert date_label(copy) != date_label(file(DATED, by=cast.djeneba()).source_copy)


# --- Once and not twice --------------------------------------------------------------------------
def test_the_same_text_sent_twice_gives_the_same_draft():
    awa = cast.awa()
    first = file(by=awa)
    assert file(by=awa) == first
    assert file(TEXT.replace("\n", "\r\n") + "\u00a0\n", by=awa) == first
    assert Article.objects.count() == SourceCopy.objects.count() == 1
    assert drafting.already_filed(TEXT, by=awa) == first


def test_the_same_text_from_somebody_else_is_another_draft():
    assert file(by=cast.awa()) != file(by=cast.boubacar())
    assert drafting.already_filed(TEXT, by=cast.cheick()) is None


def test_the_command_files_a_text_once_as_well():
    assert file() == file()
    assert file(by=cast.awa()) != file()


NOW = datetime.datetime(2026, 6, 2, 6, 0, tzinfo=datetime.UTC)


def test_a_notice_that_came_out_long_ago_is_filed_again_word_for_word(time_machine):
    awa = cast.awa()
    cast.author("Awa Diop")
    time_machine.move_to(NOW, tick=False)
    first = file(by=awa)
    cast.published(first)
    time_machine.move_to(NOW + drafting.SAME_FOR, tick=False)
    assert file(by=awa) == first
    time_machine.shift(1)
    assert drafting.already_filed(TEXT, by=awa) is None
    second = file(by=awa)
    assert second != first
    assert file(by=awa) == second
    assert {copy.text for copy in SourceCopy.objects.all()} == {TEXT}


def test_a_text_that_never_came_out_stays_the_same_one_for_ever(time_machine):
    awa = cast.awa()
    time_machine.move_to(NOW)
    first = file(by=awa)
    time_machine.move_to(NOW + 20 * drafting.SAME_FOR)
    assert file(by=awa) == first


def test_a_photo_that_comes_with_the_second_sending_leads_the_draft():
    awa, photo = cast.awa(), cast.photo()
    first = file(by=awa)
    version = first.version
    again = file(by=awa, photo=photo)
    assert (again, again.lead_photo) == (first, photo)
    assert again.version == version + 1
    assert first.revisions.first().data["fields"]["lead_photo_id"] == photo.pk
    assert JournalEntry.objects.get(verb="change").detail == {"fields": ["lead_photo"]}
    assert file(by=awa, photo=cast.photo()).lead_photo == photo


def test_a_photo_sent_again_changes_no_text_that_has_come_out_or_that_others_keep():
    awa = cast.awa()
    cast.author("Awa Diop")
    first = file(by=awa)
    cast.published(first)
    assert file(by=awa, photo=cast.photo()).lead_photo is None
    other = cast.article()
    assert not drafting.add_photo(article=other, photo=cast.photo(), by=awa)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_named", [True, False], ids=["a person", "the command"])
def test_the_same_text_through_two_connections_at_once_is_one_draft(is_named):
    by = cast.awa() if is_named else None
    made = []
    refusals = at_once(*[lambda: made.append(file(by=by).pk)] * 3)
    assert refusals == []
    assert len(made) == 3
    assert set(made) == {Article.objects.get().pk}
    assert Article.objects.get().revisions.count() == 1


# --- Who and what is refused ---------------------------------------------------------------------
def test_who_may_not_add_texts_files_none():
    for user in (cast.fanta(), cast.user(), cast.user("moderator")):
        with pytest.raises(PermissionDenied):
            file(by=user)
    assert not Article.objects.exists()


@pytest.mark.parametrize("source", ["", " \n\u00a0\n", "\0"])
def test_an_empty_text_is_refused(source):
    with pytest.raises(drafting.FilingError):
        file(source)


def test_a_text_of_a_book_is_refused_with_its_length():
    with pytest.raises(drafting.FilingError, match="200001"):
        file("a" * (drafting.MAX_SIGNS + 1))


def test_what_no_database_keeps_is_left_out_and_the_rest_stays():
    article = file(TEXT.replace("marché", "mar\0ché\ud800"))
    assert article.headline == "Le marché rouvre ses portes"


def test_what_is_too_long_for_its_field_becomes_a_paragraph():
    labels = [f"{name} : " + " ".join([name] * 40) for name in ("Surtitre", "Titre")]
    article = file("\n\n".join([*labels, TEXT]))
    assert (article.kicker, article.kicker_kind, article.headline) == ("", "", "")
    first, second, *_others = to_text(article.body).split("\n\n")
    assert first.startswith("Surtitre Surtitre")
    assert second.startswith("Titre Titre")


# --- The account of words ------------------------------------------------------------------------
def words_of(*texts):
    return Counter(word.lower() for text in texts for word in WORD.findall(text))


def account_of(article):
    """Return the words of the draft and of what is set aside, and those of its places.

    Signers may have been in several places, and a translator in none: what a place repeats of the
    pieces is no second word.
    """
    fields = [article.printed_kicker, article.headline, article.standfirst, to_text(article.body)]
    lines = article.bylines.all()
    pieces = [row["text"] for row in article.source_copy.pieces]
    places = [line.place for line in lines] + [article.place.name if article.place else ""]
    return words_of(*fields, *(line.signed_as for line in lines), *pieces), words_of(*places)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(LINES), BREAKS), min_size=1, max_size=25))
def test_every_word_of_the_copy_is_in_the_draft_once(lines):
    source = "".join(line + end for line, end in lines)
    if not source.strip():
        return
    cast.tag("Kayes", kind="place")
    cast.rubric("L’heure", kind="column", prefix="À l’heure du Mali")
    article = file(source)
    words, of_places = account_of(article)
    received = words_of(source)
    Article.objects.all().delete()
    assert words - received == Counter()
    assert received - words <= of_places
