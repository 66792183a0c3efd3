"""No word of a copy is lost, doubled or invented, whatever the copy looks like."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsroom.demo
from articles.filing.parser import Known, normalise_for_dedup, parse, summary
from newsroom.html import clean

BAMAKO = ZoneInfo("Africa/Bamako")
RAW_COPY = Path(newsroom.demo.__file__).with_name("raw-copy.txt").read_text("utf-8")
KNOWN = Known(
    columns={"À l’heure du Mali": "a-lheure-du-mali"},
    genres={"Insolite": "oddity", "Communiqué": "press_release"},
    places={"Kayes": 1, "Mopti": 2},
    authors={"Aminata Coulibaly": (7,), "Moussa Traoré": (8, 9), "Kader": (10,)},
    initials={"A.C.": 7, "M.D.": (11, 12)},
)

LINES = [
    "Kayes : Le marché rouvre",
    "À l’heure du Mali : Le bruit des forges",
    "Insolite: Un coq à l'école",
    "La batellerie et les ports : Trois dossiers",
    "Awa Diarra : « Nous sommes prêts »",
    "TITRE : La crue arrive",
    "Chapô :",
    "Publié lundi 23 juin 2025 à 07:31",
    "Publié le mardi 31 février 2025 à 7 h 31 par Aminata Coulibaly",
    "Mis à jour le 24/06/2025 à 09h00 GMT",
    "Le fleuve monte de deux centimètres par jour, et les pêcheurs le savent.",
    "Le fleuve monte de deux centimètres par jour, et les pêcheurs le savent.",
    "la suite de la phrase arrive sur une autre ligne",
    "Un paragraphe assez long pour être le corps d’un texte, avec «une citation», des chiffres"
    " (19 500 tonnes) et plusieurs phrases. En voici une autre. Et une troisième, pour finir.",
    "DRAGAGE, TARIFS ET NUIT. Sur le premier point, rien ne presse.",
    "Une digue à refaire",
    "- le dragage",
    "– le tarif",
    "• la nuit",
    "o\tles bouées",
    "1. les digues",
    "2. les ponts",
    "Envoyés spéciaux\u00a0\u00a0à Moscou,\u00a0A.C.",
    "et B.T.",
    "Envoyée spéciale au Caire, Aminata Coulibaly",
    "De notre correspondant à Kayes, Moussa Traoré",
    "Par Aminata Coulibaly",
    "Aminata Coulibaly",
    "M.D.",
    "Amap-Kayes",
    "(Source : AFP)",
    "Photo : Kader",
    "Rassemblés par Fatou DIARRA",
    "Traduit de l’anglais par A.C.",
    "Lire aussi : Mopti : La digue sera rehaussée",
    "Lire aussi",
    "Trois tonnes de tomates pourront attendre la foire..",
    "Les articles de l'auteur",
    "L’espace des contributions est réservé aux abonnés.",
    "S’abonner",
    "Partager sur WhatsApp",
    "Accueil | Politique | Économie",
    "Politique",
    "Bonjour chef,",
    "porte-",
    "parole du comité",
    "\u00a0",
    "",
]
ODD_TEXT = st.text(
    alphabet=st.sampled_from(
        "aeéÉœLM A.:;,!?«»()-–'’\"|•\u00a0\u202f\u2009\t\u200b\ufeff\u00ad\x92\x9c\x00e\u03011_<&>/"
    ),
    max_size=40,
)
BREAKS = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\x0b"])
COPIES = st.lists(
    st.tuples(st.one_of(st.sampled_from(LINES), st.sampled_from(LINES), ODD_TEXT), BREAKS),
    max_size=25,
).map(lambda parts: "".join(line + end for line, end in parts))
PLACES = st.integers(0, 20_000)


class _Text(HTMLParser):
    """The text of the body; only tags of the stored form, with nothing left open, are accepted."""

    allowed = frozenset({"p", "h2", "ul", "ol", "li", "strong"})

    def __init__(self):
        super().__init__()
        self.parts, self.open = [], []

    def handle_starttag(self, tag, attrs):
        assert tag in self.allowed
        assert attrs == ([("data-runin", "")] if tag == "strong" else [])
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.parts.append(data)


def text_of(html):
    reader = _Text()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return " ".join(reader.parts)


def words(text):
    return Counter(re.findall(r"[^\W_]+", text))


def words_of_the_proposal(proposal):
    fields = [proposal.kicker, proposal.headline, proposal.standfirst, proposal.place]
    fields += [text_of(proposal.body)]
    fields += [byline.signed_as for byline in proposal.bylines]
    fields += [piece.text for piece in proposal.set_aside]
    return sum(map(words, fields), Counter())


def words_after_repairs(source, repairs):
    counted = words(source)
    for repair in repairs:
        counted.subtract(words(repair.before))
        counted.update(words(repair.after))
    return +counted


def check(source):
    proposal = parse(source, KNOWN, zone=BAMAKO)
    assert words_of_the_proposal(proposal) == words_after_repairs(source, proposal.repairs)
    for piece in proposal.set_aside:
        assert source[piece.start : piece.end] == piece.text
        assert piece.text
        assert piece.label
    for before, after in pairwise(proposal.set_aside):
        assert before.end <= after.start
    for repair in proposal.repairs:
        assert source[repair.start : repair.end] == repair.before
        assert repair.before != repair.after
        assert repair.start <= repair.at <= repair.end
    return proposal


@given(COPIES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_word_of_a_copy_stands_once_in_the_draft_or_in_a_piece(source):
    check(source)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_accepted_and_accounted_for(source):
    check(source)


@given(st.lists(st.tuples(PLACES, PLACES, st.one_of(ODD_TEXT, st.just(None))), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_page_cut_and_pasted_at_random_is_accounted_for(edits):
    """Each edit takes the text between two places out, or pastes something into the first."""
    page = RAW_COPY
    for first, second, pasted in edits:
        start, end = sorted((first % len(page), second % len(page))) if page else (0, 0)
        page = page[:start] + page[min(end, start + 300) :] if pasted is None else (
            page[:start] + pasted + page[start:]
        )  # fmt: skip
    check(page)


@given(COPIES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_body_is_in_the_form_that_is_stored(source):
    body = parse(source, KNOWN, zone=BAMAKO).body
    assert clean(body) == body


@given(COPIES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_summary_can_be_printed_as_json(source):
    told = summary(parse(source, KNOWN, zone=BAMAKO))
    assert json.loads(json.dumps(told)) == told


@given(st.lists(st.sampled_from(LINES), max_size=8), st.sampled_from([" ", "\r\n", "\u00a0\n\n"]))
def test_the_same_words_have_the_same_key(lines, space):
    assert normalise_for_dedup("\n".join(lines)) == normalise_for_dedup(
        "\ufeff" + "\n".join(lines).replace("\n", space) + space
    )
