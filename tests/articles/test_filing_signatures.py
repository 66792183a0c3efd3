"""Signatures become bylines with role and place; nobody is invented, nobody signs twice."""

from zoneinfo import ZoneInfo

import pytest

from articles.filing.parser import Known, parse

KNOWN = Known(
    authors={
        "Aminata Coulibaly": (7,),
        "Moussa Traoré": (8, 9),
        "Kader": (10,),
        "Amap": (31,),
        "Le Fleuve": (30,),
    },
    initials={"A.C.": 7, "M.D.": (11, 12), "o.k": 15},
)
ARTICLE = (
    "Kayes : Le marché rouvre\n\n"
    "Les vendeuses sont revenues mardi, dès l’aube, avec leurs étals. Le préfet aussi.\n\n"
    "La halle avait brûlé en avril. Elle a été rebâtie en six mois par les maçons du quartier."
)


def signed(*lines, known=KNOWN):
    return parse("\n\n".join([ARTICLE, *lines]), known, zone=ZoneInfo("Africa/Bamako"))


def who(proposal):
    return [(b.signed_as, b.author_id, b.role, b.place) for b in proposal.bylines]


@pytest.mark.parametrize(
    "lines",
    [
        "Envoyés spéciaux à Moscou, A.C. et O.D.",
        "Envoyés spéciaux\u00a0\u00a0à Moscou,\u00a0A.C.\net O.D.",
        "Envoyés spéciaux à Moscou A.C. et O.D.",
        "Envoyés spéciaux à Moscou :\nA.C.,\nO.D.",
        "De nos envoyés spéciaux à Moscou, A.C. & O.D.",
        "A.C. et O.D., envoyés spéciaux à Moscou",
        "Par A.C. et O.D. (envoyés spéciaux à Moscou)",
    ],
)
def test_special_correspondents_sign_in_many_forms(lines):
    proposal = signed(lines)
    assert who(proposal) == [
        ("A.C.", 7, "special_correspondent", "Moscou"),
        ("O.D.", None, "special_correspondent", "Moscou"),
    ]
    assert proposal.place == "Moscou"
    assert proposal.unresolved == ("O.D.",)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Par Aminata Coulibaly", [("Aminata Coulibaly", 7, "text", "")]),
        ("Aminata COULIBALY", [("Aminata COULIBALY", 7, "text", "")]),
        ("Seydou Ba", [("Seydou Ba", None, "text", "")]),
        ("Par Seydou Ba, à Gao", [("Seydou Ba", None, "text", "Gao")]),
        ("Aminata Coulibaly\nEnvoyée spéciale à Gao",
         [("Aminata Coulibaly", 7, "special_correspondent", "Gao")]),
        ("De notre correspondant à Kayes, Mohamed Ag Najim",
         [("Mohamed Ag Najim", None, "correspondent", "Kayes")]),
        ("Amap-Kayes", [("Amap-Kayes", 31, "agency_bureau", "Kayes")]),
        ("A.C. (Amap-Kayes)",
         [("A.C.", 7, "text", ""), ("Amap-Kayes", 31, "agency_bureau", "Kayes")]),
        ("(Source : AFP)", [("AFP", None, "source", "")]),
        ("A.C. avec Reuters", [("A.C.", 7, "text", ""), ("Reuters", None, "source", "")]),
        ("Rassemblés par A.C.", [("A.C.", 7, "compiled", "")]),
        ("Propos recueillis par\nAminata Coulibaly", [("Aminata Coulibaly", 7, "compiled", "")]),
        ("Traduit de l’anglais par A.C.", [("A.C.", 7, "translation", "anglais")]),
        ("A.C.\n\nPhoto : Kader", [("A.C.", 7, "text", ""), ("Kader", 10, "photo", "")]),
        ("A.C.\n\nPhotos : DR", [("A.C.", 7, "text", ""), ("DR", None, "photo", "")]),
        ("MS/A.C. (AMAP)",
         [("MS", None, "text", ""), ("A.C.", 7, "text", ""), ("AMAP", 31, "source", "")]),
    ],
)  # fmt: skip
def test_the_roles_of_those_who_sign(lines, expected):
    assert who(signed(lines)) == expected


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("à Moscou", "Moscou"),
        ("au Caire", "Le Caire"),
        ("aux Cayes", "Les Cayes"),
        ("à La Mecque", "La Mecque"),
        ("au Niger", "Niger"),
        ("en Côte d’Ivoire", "Côte d’Ivoire"),
    ],
)
def test_the_place_stands_without_its_preposition(typed, place):
    proposal = signed(f"Envoyée spéciale {typed}, A.C.")
    assert proposal.place == place
    assert proposal.bylines[0].place == place


def test_a_byline_under_the_headline_signs():
    source = ARTICLE.replace("rouvre\n", "rouvre\n\nPar Aminata Coulibaly\n")
    proposal = parse(source, KNOWN, zone=ZoneInfo("Africa/Bamako"))
    assert who(proposal) == [("Aminata Coulibaly", 7, "text", "")]
    assert proposal.headline == "Le marché rouvre"


# --- who is who ------------------------------------------------------------------------------
def test_a_full_name_that_fits_the_initials_is_that_signer_and_never_a_third():
    proposal = signed("Envoyés spéciaux à Moscou, A.S.\net O.D.", "Alassane Souleymane")
    assert [b.signed_as for b in proposal.bylines] == ["A.S.", "O.D."]
    assert [b.full_name for b in proposal.bylines] == ["Alassane Souleymane", ""]
    assert proposal.unresolved == ("A.S.", "O.D.")


def test_a_known_full_name_links_initials_that_nobody_has():
    known = Known(authors={"Alassane Souleymane": (3,)})
    proposal = signed("A.S.", "Alassane Souleymane", known=known)
    (byline,) = proposal.bylines
    assert (byline.signed_as, byline.author_id, byline.shown_as) == ("A.S.", 3, "initials")
    assert proposal.unresolved == ()


def test_a_full_name_under_the_headline_and_initials_below_are_one_person():
    source = ARTICLE.replace("rouvre\n", "rouvre\n\nPar Aminata Coulibaly\n") + "\n\nA.C."
    proposal = parse(source, KNOWN, zone=ZoneInfo("Africa/Bamako"))
    assert who(proposal) == [("A.C.", 7, "text", "")]


@pytest.mark.parametrize(
    ("above", "below", "role", "place"),
    [
        ("Par {}", "Envoyée spéciale au Caire, {}", "special_correspondent", "Le Caire"),
        ("Par {}, à Gao", "Envoyée spéciale au Caire, {}", "special_correspondent", "Le Caire"),
        ("Par {}, à Gao", "Notre correspondante, {}", "correspondent", "Gao"),
        ("Envoyée spéciale au Caire, {}", "Par {}", "special_correspondent", "Le Caire"),
        ("Par {}", "Par {}, à Gao", "text", "Gao"),
        ("Par {}", "Propos recueillis par {}", "compiled", ""),
    ],
)
@pytest.mark.parametrize("name", ["Aminata Coulibaly", "A.C."])
def test_who_signs_above_and_below_a_text_keeps_role_and_place(above, below, role, place, name):
    headed = ARTICLE.replace("rouvre\n", f"rouvre\n\n{above.format(name)}\n")
    source = f"{headed}\n\n{below.format(name)}"
    proposal = parse(source, KNOWN, zone=ZoneInfo("Africa/Bamako"))
    assert who(proposal) == [(name, 7, role, place)]


def test_another_full_name_is_a_signer_of_its_own():
    proposal = signed("Envoyée spéciale à Gao, A.C.", "Seydou Ba")
    assert [b.signed_as for b in proposal.bylines] == ["A.C.", "Seydou Ba"]


def test_a_name_that_is_not_the_known_owner_of_the_initials_is_not_linked_to_him():
    proposal = signed("A.C.", "Aïssata Cissé")
    (byline,) = proposal.bylines
    assert (byline.author_id, byline.full_name) == (None, "Aïssata Cissé")
    assert len(proposal.warnings) == 1


@pytest.mark.parametrize("line", ["Moussa Traoré", "M.D."])
def test_a_signature_of_several_authors_is_for_somebody_to_decide(line):
    proposal = signed(line)
    assert proposal.bylines[0].author_id is None
    assert proposal.unresolved == (line,)
    assert line in proposal.warnings[0]


def test_initials_are_compared_without_their_spelling():
    assert who(signed("Par o.k"))[0][:2] == ("o.k", 15)


def test_initials_of_three_names_fit_the_first_and_the_last():
    proposal = signed("M.N.", "Mohamed Ag Najim")
    assert [b.full_name for b in proposal.bylines] == ["Mohamed Ag Najim"]


# --- what is no signature --------------------------------------------------------------------
@pytest.mark.parametrize(
    "lines",
    [
        "Ont été nommés :\nMoussa Sy\nAwa Diarra",
        "Trois conseillers sont élus.\nMoussa Sy\nAwa Diarra\nFanta Ba",
        "Envoyés spéciaux à Moscou, les deux journalistes ont tout vu.",
        "Vive la République",
        "Photo de famille des participants",
        "Par monts et par vaux",
    ],
)
def test_other_last_lines_stay_in_the_text(lines):
    proposal = signed(lines)
    assert proposal.bylines == ()
    assert lines.split("\n")[-1] in proposal.body


def test_a_name_between_paragraphs_is_no_signature():
    proposal = signed("Seydou Ba", "Il vend du mil depuis trente ans sur le même banc de bois.")
    assert proposal.bylines == ()


def test_text_below_the_signature_is_kept_and_pointed_out():
    box = "La halle compte quarante étals. Le loyer est de mille francs par mois et par étal."
    more = "Elle ouvre à cinq heures, tous les jours, et ferme à la nuit tombée, même le vendredi."
    proposal = signed(more, "Envoyée spéciale à Kayes, A.C.", box)
    assert who(proposal) == [("A.C.", 7, "special_correspondent", "Kayes")]
    assert proposal.body.endswith(f"<p>{box}</p>")
    assert len(proposal.warnings) == 1
