"""French typography, rule by rule: the cases of the house, then what people type."""

import pytest

from newsroom.typography import fold_thin_spaces, repair, repair_html
from tests.newsroom.french import CASES

N, T = "\u00a0", "\u202f"  # no-break space, thin no-break space


def given_as(cases):
    return [pytest.param(case, id=case["in"]) for case in cases]


class TestTheCasesOfTheHouse:
    @pytest.mark.parametrize("case", given_as(CASES["fix"]))
    def test_a_fault_is_repaired(self, case):
        assert repair(case["in"]) == case["out"]

    @pytest.mark.parametrize("case", given_as([c for c in CASES["fix"] if "html" in c]))
    def test_an_ordinal_is_raised_in_html(self, case):
        assert repair_html(case["in"]) == case["html"]

    @pytest.mark.parametrize("text", CASES["keep"])
    def test_what_is_not_french_text_stays(self, text):
        assert repair(text) == text
        assert repair_html(f"<p>{text}</p>") == f"<p>{text}</p>"


class TestSpaces:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("Quoi?! Non !! Ah…?", f"Quoi{T}?! Non{T}!! Ah…{T}?"),
            ("assez ? !", f"assez{T}?!"),
            ("encore ;encore", f"encore{T}; encore"),
            ("(Source :AFP)", f"(Source{N}: AFP)"),
            ("Kayes:Les agents", f"Kayes{N}: Les agents"),
            ("il a dit:«oui»et «non»(bis)", f"il a dit{N}: «{N}oui{N}» et «{N}non{N}» (bis)"),
            ("Ségou , Mopti .", "Ségou, Mopti."),
            ("Gao,Mopti", "Gao, Mopti"),
            ("( voir plus bas )", "(voir plus bas)"),
            (f"{N}On{N}dit  que\u2009tout va{N}", "On dit que tout va"),
            ("mot\u200bcoupé\ufeff", "motcoupé"),
            ("– Oui – dit-il", "– Oui – dit-il"),
            ("(?) [!] :-) ;-)", f"(?) [!] :-){T};-)"),
        ],
    )
    def test_a_gap_gets_the_space_the_lexique_wants(self, typed, right):
        assert repair(typed) == right

    def test_a_line_end_is_kept_and_blanks_at_the_edges_of_lines_go(self):
        assert repair(f"Envoyés spéciaux \n{N}à Moscou") == "Envoyés spéciaux\nà Moscou"

    def test_thin_spaces_fold_for_old_telephones(self):
        assert fold_thin_spaces(f"10{T}000{N}FCFA{T}!") == f"10{N}000{N}FCFA{N}!"


class TestGuillemetsAndApostrophes:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ('Il dit "oui".', f"Il dit «{N}oui{N}»."),
            ('l\'"AES"', f"l’«{N}AES{N}»"),
            ("''Mali kura''", f"«{N}Mali kura{N}»"),
            ("<< Mali >>", f"«{N}Mali{N}»"),
            ("“Mali”", f"«{N}Mali{N}»"),
            ('«il dit "non"»', f"«{N}il dit “non”{N}»"),
            ('un écran de 15" et 17"', 'un écran de 15" et 17"'),
            ('seul " au milieu', 'seul " au milieu'),
            ('"premier\n\nsecond"', '"premier\n\nsecond"'),
            ("l' artiste, qu' «il»", f"l’artiste, qu’«{N}il{N}»"),
            ("d'1 million, O'Connor, aujourd'hui", "d’1 million, O’Connor, aujourd’hui"),
            ("rock 'n' roll, 5'30", "rock 'n' roll, 5'30"),
        ],
    )
    def test_marks_become_french_where_they_are_paired(self, typed, right):
        assert repair(typed) == right


class TestEllipsis:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("mot.... suite", "mot… suite"),
            ("mot . . . suite", "mot … suite"),
            ("à l’aube….", "à l’aube…"),
            ("riz, mil, etc... Fin", "riz, mil, etc. Fin"),
            ("riz, etc.", "riz, etc."),
            ("[...] (…)", "[…] (…)"),
            ("../photos ..\\x 1..5", "../photos ..\\x 1..5"),
            ("un monde. .net", "un monde. .net"),
        ],
    )
    def test_a_run_of_dots_is_one_sign(self, typed, right):
        assert repair(typed) == right


class TestOrdinals:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("le 2 ème tour", "le 2e tour"),
            ("les 3èmes et 1ers", "les 3es et 1ers"),
            ("LA 3ÈME ÉDITION", "LA 3e ÉDITION"),
            ("XXIème siècle", "XXIe siècle"),
            ("la Vème République", "la Ve République"),
            ("la 1 ère fois", "la 1re fois"),
            ("1ère-2ème", "1re-2e"),
            ("XXᵉ et 2ᵉ", "XXᵉ et 2ᵉ"),
            ("la vie, Ive, Xavier, vers", "la vie, Ive, Xavier, vers"),
            ("4x4, 3G, 2D, 4E, b2è", "4x4, 3G, 2D, 4E, b2è"),
        ],
    )
    def test_endings_are_those_of_the_lexique(self, typed, right):
        assert repair(typed) == right

    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("la 2e fois", "la 2<sup>e</sup> fois"),
            ("2<sup>ème</sup>", "2<sup>e</sup>"),
            ("2<sup>e</sup> et 1<sup>ère</sup>", "2<sup>e</sup> et 1<sup>re</sup>"),
            ("<strong>2</strong>ème", "<strong>2</strong><sup>e</sup>"),
            ("le XXe siècle", "le XX<sup>e</sup> siècle"),
            ("le 1 août", f"le 1<sup>er</sup>{N}août"),
            ("XXᵉ", "XXᵉ"),
        ],
    )
    def test_they_are_raised_once_in_html(self, typed, right):
        assert repair_html(typed) == right


class TestNumbersAndDates:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("1500 FCFA", f"1{T}500{N}FCFA"),
            ("10000FCFA", f"10{T}000{N}FCFA"),
            ("1.500.000 FCFA", f"1{T}500{T}000{N}FCFA"),
            ("250 000 Fcfa", f"250{T}000{N}FCFA"),
            ("500 F CFA", f"500{N}F{N}CFA"),
            ("20500 exemplaires", f"20{T}500 exemplaires"),
            ("123456789 FCFA", f"123{T}456{T}789{N}FCFA"),
            ("en 2025, 1960-1990", "en 2025, 1960-1990"),
            ("12345678 ou 0612345678", "12345678 ou 0612345678"),
            ("BP 12345, n°20500, +223", f"BP 12345, n°{N}20500, +223"),
            ("Tél : 76123456", f"Tél{N}: 76123456"),
            ("12,5% de 30°C à 5km/h", f"12,5{N}% de 30{N}°C à 5{N}km/h"),
            ("5 m, 12 h, 7 h 31, 7h31", f"5{N}m, 12{N}h, 7{N}h{N}31, 7h31"),
            ("5 l’eau", "5 l’eau"),
            ("du 1 au 05 mars 2025", f"du 1er au 5{N}mars{N}2025"),
            ("le 01er Août", f"le 1er{N}Août"),
            ("les 6 et 7 février 2023", f"les 6 et 7{N}février{N}2023"),
            ("11 août, 01/08/2025", f"11{N}août, 01/08/2025"),
        ],
    )
    def test_they_are_written_as_the_lexique_says(self, typed, right):
        assert repair(typed) == right


class TestAbbreviations:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("M.Diop, MM. Ba et Sy", f"M.{N}Diop, MM.{N}Ba et Sy"),
            ("Mme Touré, Dr Keïta, Me Tall", f"Mme{N}Touré, Dr{N}Keïta, Me{N}Tall"),
            ("p. 4, p.4, pp. 4-5, art. 7", f"p.{N}4, p.{N}4, pp.{N}4-5, art.{N}7"),
            ("n°4, n° 7, N° 12", f"n°{N}4, n°{N}7, N°{N}12"),
            ("Black M. interpellé", "Black M. interpellé"),
            ("A. M. et M.A.S.", "A. M. et M.A.S."),
        ],
    )
    def test_they_stay_with_what_they_shorten(self, typed, right):
        assert repair(typed) == right


class TestWhatIsLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "www.journal.example/a;b?c",
            "journal.example/a:b!c?d",
            "+223 76 12 34 56",
            "00223 76 12 34 56",
            "77 123 45 67",
            "07:31, 7h31, 12:30",
            "2-1, 3:1, 15-20",
            "x=1;y=2",
        ],
    )
    def test_addresses_times_scores_and_telephones(self, text):
        assert repair(text) == text

    def test_the_stop_after_an_address_is_not_part_of_it(self):
        assert repair("Voir https://a.ml/b?c:d ?") == f"Voir https://a.ml/b?c:d{T}?"

    def test_code_and_attributes(self):
        html = '<pre>a : "b" !</pre><p><a href="x:y!">«<code>a : b</code>»</a></p>'
        right = f'<pre>a : "b" !</pre><p><a href="x:y!">«{N}<code>a : b</code>{N}»</a></p>'
        assert repair_html(html) == right


class TestHTML:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("<p><em>«</em>mot»</p>", f"<p><em>«{N}</em>mot{N}»</p>"),
            ('<p>"<em>mot</em>"!</p>', f"<p>«{N}<em>mot</em>{N}»{T}!</p>"),
            ("<p>l'<em>Essor</em></p>", "<p>l’<em>Essor</em></p>"),
            ("<p>mot <em> ?</em></p>", f"<p>mot{T}<em>?</em></p>"),
            ("<p>1<b>0000</b> FCFA</p>", f"<p>1<b>0{T}000</b>{N}FCFA</p>"),
            ("<p>&laquo;a&raquo; &amp; b :</p>", f"<p>&laquo;{N}a{N}&raquo; &amp; b{N}:</p>"),
            ("<p>&NotEqualTilde; : &bogus; &</p>", f"<p>&NotEqualTilde;{N}: &bogus; &</p>"),
            ("<p>&quot;a&quot; l&#39;eau</p>", f"<p>«{N}a{N}» l’eau</p>"),
            (f"<p>a&nbsp;b&nbsp;: «{N}c&nbsp;»</p>", f"<p>a b&nbsp;: «{N}c&nbsp;»</p>"),
            (
                "<p>m<sup>2</sup>, 25 000<sup>2</sup></p>",
                f"<p>m<sup>2</sup>, 25{T}000<sup>2</sup></p>",
            ),
        ],
    )
    def test_it_is_repaired_across_inline_tags_and_entities(self, typed, right):
        assert repair_html(typed) == right

    def test_a_quotation_does_not_run_over_blocks(self):
        html = '<p>"un</p>\n<ul><li>deux"</li></ul>'
        assert repair_html(html) == html
