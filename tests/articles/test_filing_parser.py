"""Raw copy becomes a proposal: headings, dates, paragraphs, and what is set aside.

The page that everything is tried on is our own `newsroom/demo/raw-copy.txt`, which has every quirk
of a page copied from a newspaper's site.
"""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import newsroom.demo
from articles.filing.parser import Known, normalise_for_dedup, parse, summary
from newsroom.html import clean
from tests.patience import patience

BAMAKO = ZoneInfo("Africa/Bamako")
RAW_COPY = Path(newsroom.demo.__file__).with_name("raw-copy.txt").read_text("utf-8")
KNOWN = Known(
    columns={"À l’heure du Mali": "a-l-heure-du-mali"},
    genres={"Insolite": "oddity", "communiqué": "press_release"},
    places={"Kayes": 1, "Mopti": 2},
    authors={"Aminata Coulibaly": (7,)},
    initials={"A.C.": 7},
)
NEWS = "Le conseil communal s’est réuni mardi pour voter le budget. Les débats ont été vifs."
MORE = "Le maire a remercié les élus, puis la séance a été levée à la tombée de la nuit, sans vote."
LAST = (
    "Une autre réunion est prévue vendredi, à la même heure, dans la cour de l’école du quartier."
)


def filed(source, known=KNOWN, zone=BAMAKO):
    return parse(source, known, zone=zone)


def article(*paragraphs):
    return "\n\n".join(["Le budget divise le conseil", *paragraphs])


def reasons(proposal):
    return Counter(piece.reason for piece in proposal.set_aside)


# --- the whole page --------------------------------------------------------------------------
@pytest.fixture(
    params=["\n", "\r\n", "\r", "\u2028"], ids=["unix", "windows", "old mac", "line separators"]
)
def page(request):
    return filed("\ufeff" + RAW_COPY.replace("\n", request.param))


def test_the_headline_of_the_page_is_taken_apart(page):
    assert (page.kicker, page.kicker_kind) == ("La batellerie et la Conférence des ports", "theme")
    assert page.headline == "Trois dossiers lourds à quai"
    assert page.standfirst.startswith("Les délégations des neuf ports riverains ont")
    assert page.standfirst.endswith("Les bateliers, eux, attendent d’abord des bouées.")


def test_the_page_was_first_published_when_it_says(page):
    assert page.first_published_at == datetime(2026, 3, 12, 6, 48)
    assert page.warnings == ()


def test_the_page_has_twelve_paragraphs_and_a_run_in_crosshead(page):
    told = summary(page)
    assert told["paragraphs"] == 12
    assert told["runin_crossheads"] == ["DRAGAGE, TARIFS ET NUIT."]
    assert told["crossheads"] == []
    assert (
        '<p><strong data-runin="">DRAGAGE, TARIFS ET NUIT.</strong> Sur le premier point, les'
        in page.body
    )
    assert "<p>L’idée d’un tarif unique divise davantage." in page.body


def test_the_two_lines_of_the_signature_make_two_special_correspondents(page):
    known, unknown = page.bylines
    assert (known.signed_as, known.author_id, known.full_name) == ("A.C.", 7, "Aminata Coulibaly")
    assert (unknown.signed_as, unknown.author_id, unknown.full_name) == ("B.T.", None, "")
    assert {(b.role, b.place, b.shown_as) for b in page.bylines} == {
        ("special_correspondent", "Niamey", "initials")
    }
    assert page.place == "Niamey"
    assert page.unresolved == ("B.T.",)


def test_nothing_that_surrounds_the_page_is_in_its_body(page):
    assert reasons(page) == {
        "date": 1,
        "repeated": 1,
        "structure": 2,  # « Envoyés spéciaux à » and « et »
        "signer": 1,
        "see_also": 6,
        "author_list": 8,  # the heading and seven items
        "gate": 1,
    }
    for words in (
        "Lire aussi",
        "Publié",
        "Par Aminata",
        "abonné",
        "Envoyés",
        "articles de l'auteur",
    ):
        assert words not in page.body
    assert page.body.endswith("«le fleuve, lui, ne fera pas de procès-verbal».</p>")


def test_a_teaser_is_set_aside_with_its_standfirst(page):
    piece = next(p for p in page.set_aside if p.reason == "see_also")
    assert piece.text.startswith("Lire aussi : Marchés de gros : L’oignon repart")
    assert piece.text.endswith("dans les halles de la capitale.")


def test_stray_no_break_spaces_go_and_the_one_before_the_colon_stays(page):
    assert page.body.count("\u00a0") == 1
    assert "ne dépend plus que des ports\u00a0: «S’ils parlent" in page.body
    shown = [(r.before, r.after) for r in page.repairs if r.reason == "no_break_space"]
    assert ("4\u00a0mars", "4 mars") in shown
    assert ("1ère\u00a0Conférence,", "1ère Conférence,") in shown
    assert ("\u00a0L’idée", "L’idée") in shown


def test_empty_paragraphs_are_repairs(page):
    assert [r.before for r in page.repairs if r.reason == "blank"].count("\u00a0") == 2


def test_the_summary_is_made_of_plain_values():
    told = summary(filed(RAW_COPY))
    assert told["first_published_at"] == "2026-03-12T06:48:00"
    assert told["bylines"][1]["signed_as"] == "B.T."
    assert told["unresolved"] == ["B.T."]
    assert {"text", "reason", "label", "start", "end"} <= told["set_aside"][0].keys()
    assert {"before", "after", "reason", "label"} <= told["repairs"][0].keys()


def test_the_body_is_already_in_the_stored_form():
    body = filed(RAW_COPY).body
    assert clean(body) == body


# --- kicker and headline ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "kicker", "kind", "headline"),
    [
        ("Kayes : Le marché rouvre", "Kayes", "place", "Le marché rouvre"),
        ("KAYES – Le marché rouvre", "KAYES", "place", "Le marché rouvre"),
        ("Insolite: Un coq à l'école", "Insolite", "genre", "Un coq à l'école"),
        ("Incivisme :\u00a0L’affiche de trop", "Incivisme", "theme", "L’affiche de trop"),
        ("Coupe du Mali:Le onze est connu", "Coupe du Mali", "theme", "Le onze est connu"),
        ("Afrique de l’Est : La route avance", "Afrique de l’Est", "theme", "La route avance"),
        ("Kayes : « Nous tiendrons »", "Kayes", "place", "« Nous tiendrons »"),
        ("Mopti\nLa digue tient bon", "Mopti", "place", "La digue tient bon"),
        ("COMMUNIQUÉ\nCoupure de courant mardi", "COMMUNIQUÉ", "genre", "Coupure de courant mardi"),
        ("Surtitre : La crue\nTitre : Trois digues", "La crue", "theme", "Trois digues"),
    ],
)
def test_a_prefix_becomes_the_kicker(line, kicker, kind, headline):
    proposal = filed(f"{line}\n\n{NEWS}\n\n{MORE}")
    assert (proposal.kicker, proposal.kicker_kind, proposal.headline) == (kicker, kind, headline)


@pytest.mark.parametrize(
    "line",
    [
        "Le maire l’a dit : le pont rouvrira",
        "Awa Diarra : « Nous sommes prêts »",
        "« Mali : debout ! » au stade",
        'Au stade, "Mali : debout !"',
        "Comment réussir : dix conseils",
        "Match à 16:30 au stade",
        "Score final : 3-1",
        "Une longue suite de mots que personne ne prendrait pour un surtitre : fin",
    ],
)
def test_a_colon_inside_a_sentence_or_a_quotation_is_left(line):
    proposal = filed(f"{line}\n\n{NEWS}\n\n{MORE}")
    assert (proposal.kicker, proposal.headline) == ("", line)


def test_a_column_names_its_rubric_and_a_genre_its_code():
    column = filed(f"À l'heure du Mali : Bas les mythes !\n\n{NEWS}")
    assert (column.kicker_kind, column.rubric_slug) == ("column", "a-l-heure-du-mali")
    assert column.headline == "Bas les mythes !"
    oddity = filed(f"Insolite: Un coq\n\n{NEWS}")
    assert (oddity.genre, oddity.rubric_slug) == ("oddity", "")


def test_the_section_above_a_headline_with_its_own_prefix_is_furniture():
    proposal = filed(f"Politique\nKayes : Le marché rouvre\n\n{NEWS}\n\n{MORE}")
    assert (proposal.kicker, proposal.headline) == ("Kayes", "Le marché rouvre")
    assert [piece.text for piece in proposal.set_aside] == ["Politique"]


def test_the_full_stop_of_a_headline_goes_and_is_shown():
    proposal = filed(f"Le marché de Kayes rouvre.\n\n{NEWS}")
    assert proposal.headline == "Le marché de Kayes rouvre"
    assert [(r.before, r.after) for r in proposal.repairs] == [("rouvre.", "rouvre")]


# --- standfirst ------------------------------------------------------------------------------
def test_the_text_between_headline_and_date_is_the_standfirst():
    proposal = filed(article("Un vote sous tension.", "Publié le 1er août 2025", NEWS))
    assert proposal.standfirst == "Un vote sous tension."


def test_a_short_first_paragraph_above_two_more_is_the_standfirst():
    proposal = filed(article(NEWS, MORE, LAST))
    assert proposal.standfirst == NEWS
    assert summary(proposal)["paragraphs"] == 2


def test_one_of_two_paragraphs_stays_in_the_body():
    proposal = filed(article(NEWS, MORE))
    assert proposal.standfirst == ""
    assert summary(proposal)["paragraphs"] == 2


def test_a_standfirst_that_is_named_is_one():
    proposal = filed(f"Titre : La crue\nChapô : Le fleuve monte.\nTexte :\n{NEWS}")
    assert (proposal.headline, proposal.standfirst) == ("La crue", "Le fleuve monte.")
    assert proposal.body == f"<p>{NEWS}</p>"


# --- date ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "line",
    [
        "Publié lundi 23 juin 2025 à 07:31",
        "Publié le lundi 23 juin 2025 à 7\u00a0h\u00a031",
        "PUBLIÉ LE 23 JUIN 2025 À 07H31",
        "Publié le 23/06/2025 à 07:31",
        "Publiée : lundi 23 juin 2025, 7h31",
        "Publié le 23 juin 2025 à 07:31 | Mis à jour le 24 juin 2025 à 09:00",
        "Publié lundi 23 juin 2025 à 07:31 par Aminata Coulibaly",
    ],
)
def test_the_forms_of_a_publication_date(line):
    proposal = filed(article(line, NEWS))
    assert proposal.first_published_at == datetime(2025, 6, 23, 7, 31)
    assert "2025" not in proposal.body
    assert reasons(proposal)["date"] == 1


def test_a_byline_on_the_date_line_signs():
    proposal = filed(article("Publié lundi 23 juin 2025 à 07:31 par Aminata Coulibaly", NEWS))
    assert [byline.author_id for byline in proposal.bylines] == [7]


def test_greenwich_time_becomes_the_time_of_the_newspaper():
    line = "Publié le 23 juin 2025 à 23:31 GMT"
    proposal = filed(article(line, NEWS), zone=ZoneInfo("Africa/Niamey"))
    assert proposal.first_published_at == datetime(2025, 6, 24, 0, 31)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Publié mardi 23 juin 2025 à 07:31", datetime(2025, 6, 23, 7, 31)),
        ("Publié le 23 juin 2025", datetime(2025, 6, 23)),
        ("Publié le 31 février 2025 à 07:31", None),
    ],
)
def test_a_doubtful_date_warns(line, moment):
    proposal = filed(article(line, NEWS))
    assert proposal.first_published_at == moment
    assert len(proposal.warnings) == 1


def test_a_time_that_the_clocks_skipped_warns():
    line = "Publié le 30 mars 2025 à 02:30"
    assert filed(article(line, NEWS), zone=ZoneInfo("Europe/Paris")).warnings
    assert not filed(article(line, NEWS)).warnings


def test_a_sentence_that_begins_with_a_date_is_text():
    text = "Publié lundi 23 juin 2025 à Paris, le rapport fait grand bruit."
    proposal = filed(article(NEWS, text))
    assert proposal.first_published_at is None
    assert f"<p>{text}</p>" in proposal.body


def test_the_date_of_a_teaser_is_not_the_date_of_the_article():
    proposal = filed(article(NEWS, MORE, "Lire aussi : La crue", "Publié le 2 mai 2025 à 08:00"))
    assert proposal.first_published_at is None


# --- what surrounds a text -------------------------------------------------------------------
def test_below_a_teaser_inside_the_text_the_text_goes_on():
    proposal = filed(article(NEWS, "Lire aussi : Kayes : Le pont", MORE, LAST, "Aminata Coulibaly"))
    assert [p.text for p in proposal.set_aside] == ["Lire aussi : Kayes : Le pont"]
    assert f"<p>{MORE}</p>" in proposal.body


def test_a_list_below_read_also_is_set_aside_whole():
    proposal = filed(article(NEWS, MORE, "Lire aussi\n- Kayes : Le pont\n- Mopti : La digue"))
    assert [p.text for p in proposal.set_aside] == [
        "Lire aussi\n- Kayes : Le pont\n- Mopti : La digue"
    ]


def test_the_furniture_of_a_site_is_set_aside():
    top = "Accueil > Politique\nPolitique\nÉconomie\nSport\n"
    bottom = (
        "Partager sur Facebook\nWhatsApp\nTags : budget\n© 2025 Le Fleuve. Tous droits réservés."
    )
    proposal = filed(top + article(NEWS, MORE) + "\n\n" + bottom)
    assert proposal.headline == "Le budget divise le conseil"
    assert proposal.body == f"<p>{NEWS}</p>\n<p>{MORE}</p>"
    assert reasons(proposal) == {"furniture": 2}


def test_what_only_sounds_like_furniture_is_text():
    lines = [
        "Nous utilisons des pirogues neuves, dit un pêcheur du port.",
        "Partager le fleuve, c’est partager l’eau.",
        "Djoliba | 12 points | 30 buts",
    ]
    assert reasons(filed(article(*lines, NEWS))) == {}


def test_the_words_of_a_message_are_set_aside():
    source = f"Bonjour chef,\n\nVoici mon papier.\n\n{article(NEWS)}\n\nEnvoyé de mon téléphone"
    proposal = filed(source)
    assert proposal.headline == "Le budget divise le conseil"
    assert reasons(proposal) == {"message": 2}


def test_a_greeting_in_the_middle_of_an_interview_is_text():
    assert "Bonjour à tous" in filed(article(NEWS, "Bonjour à tous.", MORE, LAST, NEWS)).body


def test_a_paragraph_pasted_twice_is_set_aside_once():
    proposal = filed(article(NEWS, MORE, MORE, LAST))
    assert [(p.text, p.reason) for p in proposal.set_aside] == [(MORE, "repeated")]


# --- the same text twice, and a very long one ------------------------------------------------
def test_the_same_text_spaced_otherwise_has_the_same_key():
    assert normalise_for_dedup(RAW_COPY) == normalise_for_dedup(
        "\ufeff" + RAW_COPY.replace("\n", "\r\n").replace("\u00a0", "  ")
    )
    assert normalise_for_dedup(RAW_COPY) != normalise_for_dedup(RAW_COPY + "x")
    assert len(normalise_for_dedup("\ud800")) == 64


def calls_to_file(text):
    """Return how many functions are called and left: work that is the same on every machine."""
    calls = []
    sys.setprofile(lambda *_event: calls.append(1))
    try:
        filed(text)
    finally:
        sys.setprofile(None)
    return len(calls)


def repeated(unit, length):
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.parametrize(
    "unit",
    [
        RAW_COPY,
        "a\n",
        "a\u00a0",
        "e\u0301",
        "«",
        "A : ",
        "A. ",
        "Lire aussi : x\n\n",
        "Source : AFP\n",
        "Awa Diarra\n",
        "a,\n",
        "S'abonner\n",
        "Publié lundi 23 juin 2025 à 07:31\n",
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(unit):
    """Four times the text takes four times the calls, and not sixteen times."""
    filed(unit)  # what is worked out once is not counted
    assert calls_to_file(repeated(unit, 20_000)) < 4.3 * calls_to_file(repeated(unit, 5_000))


@pytest.mark.parametrize("unit", [" ", "\u00a0", "a\u00a0", "e\u0301", "«", "A : ", "A. ", "a:"])
def test_a_copy_that_is_one_endless_line_is_read_to_its_end(unit):
    """One call of a regular expression can take the square of a line as well: many minutes here."""
    with patience("filing one endless line"):
        filed(repeated(unit, 300_000))
