"""The signature line: agreement, contraction, sources, and nothing a name could smuggle in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Byline
from articles.signature import Signer, at, signature_html, signature_text
from tests.newsroom.french import CASES

N = "\u00a0"
# The cases name roles as the desk says them; no role is the author of the text.
ROLES = {
    "": "text",
    "envoyé spécial": "special_correspondent",
    "agence": "text",
    "bureau": "agency_bureau",
}


def signers(case):
    return [
        Signer(
            name=credit.get("name") or credit.get("initials") or credit["agency"],
            role=ROLES[case["role"]],
            gender=credit.get("gender", ""),
            place=case.get("place", ""),
            is_agency="agency" in credit,
        )
        for credit in case["credits"]
    ]


@pytest.mark.parametrize("case", CASES["signatures"], ids=lambda case: case["out"])
def test_the_line_reads_as_the_house_wants(case):
    assert signature_text(signers(case)) == case["out"]
    assert signature_html(signers(case)) == case["out"]


@pytest.mark.parametrize(
    ("genders", "opening"),
    [
        ("m", "Correspondant à Gao, "),
        ("f", "Correspondante à Gao, "),
        ("mf", "Correspondants à Gao, "),
        ("ff", "Correspondantes à Gao, "),
        ("-", "Correspondant à Gao, "),
        ("f-", "Correspondants à Gao, "),
    ],
)
def test_a_correspondent_agrees_with_those_who_sign(genders, opening):
    line = signature_text(
        [Signer("X", "correspondent", sex.strip("-"), place="Gao") for sex in genders]
    )
    assert line.startswith(opening)


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("Moscou", "à Moscou"),
        ("Gao", "à Gao"),
        ("Le Caire", "au Caire"),
        ("le Caire", "au Caire"),
        ("Les Cayes", "aux Cayes"),
        ("Îles Salomon", "aux Îles Salomon"),
        ("Les Îles Salomon", "aux Îles Salomon"),
        ("La Mecque", "à La Mecque"),
        ("L’Aquila", "à L’Aquila"),
        ("Lessines", "à Lessines"),
        ("Mali", "au Mali"),
        ("Côte d'Ivoire", "en Côte d'Ivoire"),
        ("Sierra Leone", "en Sierra Leone"),
        ("États-Unis", "aux États-Unis"),
    ],
)
def test_the_place_takes_its_preposition(place, where):
    assert at(place) == where


@pytest.mark.parametrize(
    "place",
    ["en Moldavie", "à Gao", "au lac Débo", "aux Cayes", "dans le Sahel", "sur le fleuve Niger"],
)
def test_a_preposition_that_somebody_typed_stays_alone(place):
    signer = Signer("X", "special_correspondent", "f", place=place)
    assert signature_text([signer]) == f"Envoyée spéciale {place}, X"


def test_a_town_whose_name_begins_like_a_preposition_gets_its_own():
    assert [at(name) for name in ("Surabaya", "Auch", "En-Nahud")] == [
        "à Surabaya",
        "à Auch",
        "à En-Nahud",
    ]


@pytest.mark.parametrize(
    ("given_signers", "line"),
    [
        ([Signer("AFP", "source", is_agency=True)], f"(Source{N}: AFP)"),
        ([Signer("AFP", "source"), Signer("Amap", "source")], f"(Sources{N}: AFP et Amap)"),
        ([Signer("X", "photo"), Signer("Y", "photo")], f"Photos{N}: X et Y"),
        ([Signer("X", "translation")], f"Traduction{N}: X"),
        ([Signer("X", "translation", place="l’anglais")], "Traduit de l’anglais par X"),
        ([Signer("X", "translation", place="bambara")], "Traduit du bambara par X"),
        ([Signer("", "translation", place="le bambara")], "Traduit du bambara"),
        ([Signer("X", "compiled"), Signer("Y", "compiled")], "Rassemblés par X et Y"),
        ([Signer("X", "special_correspondent", "m")], "Envoyé spécial, X"),
        ([Signer("Amap", "agency_bureau")], "Amap"),
        (
            [Signer("Amap", "agency_bureau", place="Kayes"), Signer("Amap", "agency_bureau")],
            "Amap-Kayes et Amap",
        ),
        ([Signer("", "text"), Signer("X", "text")], "X"),
        (
            [Signer("X", "text", place="Le Caire"), Signer("Y", "text", place="Le Caire")],
            "X et Y, au Caire",
        ),
        ([], ""),
    ],
)
def test_each_role_has_its_words(given_signers, line):
    assert signature_text(given_signers) == line


def test_roles_and_places_that_differ_stand_apart_in_the_order_given():
    line = signature_text(
        [
            Signer("A.S.", "special_correspondent", "m", place="Moscou"),
            Signer("O.D.", "special_correspondent", "f", place="Le Caire"),
            Signer("X", "photo"),
            Signer("AFP", "source"),
        ]
    )
    assert line == (
        f"Envoyé spécial à Moscou, A.S.{N}– Envoyée spéciale au Caire, O.D."
        f"{N}– Photos{N}: X (Source{N}: AFP)"
    )


def test_a_name_with_a_page_links_to_it():
    line = signature_html(
        [
            Signer("A.S.", "special_correspondent", "m", "Moscou", url="/auteurs/a-s/"),
            Signer("O.D.", "special_correspondent", "m", "Moscou"),
        ]
    )
    assert line == (
        'Envoyés spéciaux à Moscou, <a href="/auteurs/a-s/" rel="author">A.S.</a> et O.D.'
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "data:text/html,x", " "])
def test_an_address_that_is_no_page_makes_no_link(url):
    assert signature_html([Signer("X", "text", url=url)]) == "X"


def test_what_people_typed_is_escaped():
    hostile = '<script>"&'
    line = signature_html([Signer(hostile, "correspondent", place=hostile, url=f"/{hostile}")])
    assert "<script" not in line
    assert line.count('"') == 4  # href and rel
    assert "&lt;script&gt;&quot;&amp;" in line


def test_a_name_marked_safe_is_no_way_round():
    assert signature_html([Signer("<b>", "text")]) == "&lt;b&gt;"


anybody = st.builds(
    Signer,
    name=st.text(alphabet="XY<&\"'. ", max_size=6),
    role=st.sampled_from(Byline.Role.values),
    gender=st.sampled_from(["f", "m", ""]),
    place=st.sampled_from(["", "Gao", "Le Caire", "<b>"]),
    url=st.sampled_from(["", "/x/", "javascript:x"]),
)


@given(st.lists(anybody, max_size=5))
def test_any_signers_make_a_line_of_harmless_html_that_names_all_of_them(people):
    line = signature_html(people)
    assert "<" not in line.replace('<a href="/x/" rel="author">', "").replace("</a>", "")
    assert all(person.name in signature_text(people) for person in people)
