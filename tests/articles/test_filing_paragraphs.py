"""Lines become paragraphs, crossheads and lists; what a word processor left behind is cleaned."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from articles.filing.parser import Known, parse, summary

NEWS = "Le conseil communal s’est réuni mardi pour voter le budget. Les débats ont été vifs."
MORE = "Le maire a remercié les élus, puis la séance a été levée à la tombée de la nuit, sans vote."
HEADLINE = "Le budget divise le conseil"


def filed(source):
    return parse(source, Known(), zone=ZoneInfo("Africa/Bamako"))


def body_of(*paragraphs):
    """The HTML of a text below a headline and a paragraph."""
    body = filed("\n\n".join([HEADLINE, NEWS, *paragraphs])).body
    return body.removeprefix(f"<p>{NEWS}</p>\n")


def reasons(proposal):
    return Counter(change.reason for change in proposal.repairs)


# --- paragraphs ------------------------------------------------------------------------------
def test_each_line_is_a_paragraph_when_no_line_is_empty():
    proposal = filed(f"{HEADLINE}\n{NEWS}\n{MORE}")
    assert proposal.headline == HEADLINE
    assert proposal.body == f"<p>{NEWS}</p>\n<p>{MORE}</p>"
    assert proposal.repairs == ()


def test_lines_broken_by_a_mail_program_are_joined():
    proposal = filed(
        f"{HEADLINE}\n\n"
        "Le conseil communal s’est réuni mardi dans la salle des fêtes pour\n"
        "voter le budget. Les élus ont discuté trois heures durant. Le maire\n"
        "Moussa Sy a remercié tout le monde pour la tenue des débats, et la\n"
        "séance a été levée.\n\n"
        "Le budget est de douze millions. Il sera publié au tableau d’affichage\n"
        "de la mairie."
    )
    assert proposal.body.count("<p>") == 2
    assert "Le maire Moussa Sy a remercié" in proposal.body
    assert reasons(proposal)["joined"] == 4


def test_a_line_below_a_full_stop_is_a_paragraph_whatever_it_begins_with():
    assert body_of(f"{MORE}\nmais rien n’est joué.").count("<p>") == 2


def test_a_sentence_cut_by_an_empty_line_is_joined():
    html = body_of(f"{MORE[:-1]}, à ce que\n\ndisent les témoins.")
    assert html == f"<p>{MORE[:-1]}, à ce que disent les témoins.</p>"


def test_a_word_cut_at_its_hyphen_keeps_it_without_a_space():
    html = body_of("Le maire et ses adjoints ont quitté la salle avec leur porte-\nparole.")
    assert "avec leur porte-parole." in html


def test_a_headline_above_a_line_in_small_letters_stays_a_headline():
    proposal = filed("Accident à Sikasso\nun car a percuté un camion sur la route de Kadiolo hier")
    assert proposal.headline == "Accident à Sikasso"


def test_signs_of_html_in_a_text_are_text():
    assert body_of("Si 3 < 5 & que <b>rien</b> ne change, on recommence demain.") == (
        "<p>Si 3 &lt; 5 &amp; que &lt;b&gt;rien&lt;/b&gt; ne change, on recommence demain.</p>"
    )


# --- crossheads ------------------------------------------------------------------------------
@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_short_line_without_its_stop_is_a_crosshead(separator):
    proposal = filed(separator.join([HEADLINE, NEWS, "Une salle comble", MORE]))
    assert summary(proposal)["crossheads"] == ["Une salle comble"]


def test_a_line_in_capitals_is_a_crosshead_even_with_its_stop():
    assert body_of("UNE JOURNÉE SANS FIN.", MORE).startswith("<h2>UNE JOURNÉE SANS FIN.</h2>")


@pytest.mark.parametrize(
    "lines",
    [
        ("Djoliba 12 points", "Stade 10 points", MORE),  # a table
        ("Quand commencez-vous ?", "Lundi prochain, si la pluie le permet."),  # an interview
        ("Les points votés :", MORE),
        ("Fin",),
    ],
)
def test_other_short_lines_are_paragraphs(lines):
    assert "<h2>" not in body_of(*lines)


def test_capitals_at_the_start_of_a_paragraph_run_in():
    assert body_of("L’EAU, LE SEL ET L’OR. La caravane est partie lundi.") == (
        '<p><strong data-runin="">L’EAU, LE SEL ET L’OR.</strong> La caravane est partie lundi.</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "DEUX MOTS. La caravane est partie lundi, et personne ne sait quand elle reviendra.",
        "TOUT EST EN CAPITALES. LA CARAVANE EST PARTIE LUNDI. PERSONNE NE SAIT RIEN DE PLUS.",
        "La CARAVANE DU SEL. Elle est partie lundi, et personne ne sait quand elle reviendra.",
    ],
)
def test_other_capitals_do_not_run_in(text):
    assert body_of(text) == f"<p>{text}</p>"


# --- lists -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "lines",
    [
        "• la voirie\n• l’eau",
        "•\tla voirie\n\n•\tl’eau",
        "- la voirie\n- l’eau",
        "– la voirie\n– l’eau",
        "\uf0b7 la voirie\n\uf0b7 l’eau",
        "o\tla voirie\no\tl’eau",
    ],
)
def test_bullets_make_a_list(lines):
    assert body_of(lines, MORE).startswith("<ul><li>la voirie</li><li>l’eau</li></ul>")


def test_numbers_in_their_order_make_a_list_and_are_accounted_for():
    proposal = filed(f"{HEADLINE}\n\n{NEWS}\n\n1. la voirie\n2. l’eau")
    assert proposal.body.endswith("<ol><li>la voirie</li><li>l’eau</li></ol>")
    assert [piece.text for piece in proposal.set_aside] == ["1", "2"]


@pytest.mark.parametrize(
    "lines", ["– Vous partez ?\n– Oui, demain.", "- une seule ligne", "3. le marché\n5. le port"]
)
def test_dialogues_and_lone_dashes_are_no_lists(lines):
    html = body_of(lines)
    assert "<li>" not in html
    assert html.count("<p>") == len(lines.split("\n"))


# --- characters ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("du\u00a0 maire", "du maire"),
        ("du\u202fmaire", "du maire"),
        ("du  maire", "du maire"),
        ("du\tmaire", "du maire"),
        ("du\u200b maire", "du maire"),
        ("les co\u00adopératives", "les coopératives"),
        ("l\x92arm\u00e9e au c\x9cur", "l’armée au cœur"),
        ("du cafe\u0301", "du café"),
        ("à\x00 Gao", "à Gao"),
    ],
)
def test_characters_of_a_word_processor_are_mended_and_shown(typed, kept):
    proposal = filed(f"{HEADLINE}\n\nVoici le bilan {typed} pour cette année.\n\n{MORE}")
    assert f"le bilan {kept} pour" in proposal.body
    assert all(change.before in f"le bilan {typed} pour" for change in proposal.repairs)
    assert len(proposal.repairs) > 0


@pytest.mark.parametrize(
    "typed",
    [
        "10\u00a0000 francs",
        "25\u202f%",
        "«\u00a0oui\u00a0»",
        "M.\u00a0Sy",
        "quoi\u202f?",
        "l'eau, 2è",
    ],
)
def test_what_the_author_typed_with_reason_is_kept(typed):
    proposal = filed(f"{HEADLINE}\n\nVoici le bilan {typed} pour cette année.\n\n{MORE}")
    assert f"le bilan {typed} pour" in proposal.body
    assert proposal.repairs == ()


# --- messages and untidy texts ---------------------------------------------------------------
def test_a_message_of_one_long_breath_has_no_headline():
    text = (
        "accident grave hier soir a la sortie de sikasso un car a percuté un camion il y a 3 morts"
        " et 12 blessés les secours sont arrivés vers 22h"
    )
    proposal = filed(text)
    assert (proposal.headline, proposal.body) == ("", f"<p>{text}</p>")
    assert len(proposal.warnings) == 1


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("Accident grave à Sikasso. Un car a percuté un camion.", "Accident grave à Sikasso", 1),
        ("accident grave à sikasso. un car a percuté un camion.", "accident grave à sikasso", 1),
        ("accident grave\nun car a percuté un camion hier soir", "accident grave", 1),
        ("Coupure de courant à Kayes", "Coupure de courant à Kayes", 0),
        ("M. Diallo est arrivé. Il repart demain.", "M. Diallo est arrivé", 1),
    ],
)
def test_a_short_first_line_or_sentence_is_the_headline(text, headline, body):
    proposal = filed(text)
    assert proposal.headline == headline
    assert proposal.body.count("<p>") == body


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u00a0"])
def test_an_empty_text_makes_an_empty_proposal(text):
    proposal = filed(text)
    assert (proposal.headline, proposal.body, proposal.set_aside) == ("", "", ())
    assert proposal.warnings == ()
