"""What is kept of a text: the allow-list, the structure, what Word and Google Docs leave behind."""

import copy
import json
import pickle
from pathlib import Path
from types import SimpleNamespace

import nh3
import pytest
from django.db.models import F
from hypothesis import example, given
from hypothesis import strategies as st

from articles.models import Article
from authors.models import Author
from newsroom import markup
from newsroom.html import blocks, clean, named_numbers, to_text
from tests import cast
from tests.patience import patience

DATA = Path(__file__).parent / "data"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EMBED = f'<figure data-embed=""><a href="{VIDEO}">Le débat</a></figure>'
PAYLOADS = [
    json.loads(line)["payload"] for line in (DATA / "xss.jsonl").read_text("utf-8").splitlines()
]

# Written again, not taken from the code: what a stored text may consist of, and nothing else.
ALLOWED = nh3.Cleaner(
    tags={"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "sub", "sup", "br"}
    | {"blockquote", "aside", "figure", "table", "tbody", "tr", "th", "td"},
    attributes={
        "a": {"href"},
        "strong": {"data-runin"},
        "blockquote": {"data-pull"},
        "aside": {"data-box", "data-article"},
        "figure": {"data-photo", "data-embed"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def is_allowed(html):
    """Say whether a browser's parser finds in `html` what is written there, all of it allowed."""
    return ALLOWED.clean(html).replace("&nbsp;", "\u00a0") == html


# --- Safety --------------------------------------------------------------------------------------
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload):
    for profile in ("article", "simple"):
        html = clean(payload, profile)
        assert is_allowed(html)
        assert clean(html, profile) == html


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "/\t/ailleurs.example",
        "file:///C:/crue.docx",
        "#note",
        "crue.html",
        "https://",
        "mailto:?subject=x",
    ],
)
def test_a_link_that_leads_nowhere_good_leaves_its_text(href):
    assert clean(f'<p>Voir <a href="{href}">ici</a>.</p>') == "<p>Voir ici.</p>"


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("https://exemple.org/a?b=1&amp;c=2", "https://exemple.org/a?b=1&amp;c=2"),
        ("HTTP://exemple.org", "HTTP://exemple.org"),
        ("www.exemple.org/crue", "https://www.exemple.org/crue"),
        ("https://exemple.org/la crue", "https://exemple.org/la%20crue"),
        ("mailto:desk@exemple.org", "mailto:desk@exemple.org"),
        ("tel:+22370000000", "tel:+22370000000"),
        ("/rubriques/politique/", "/rubriques/politique/"),
    ],
)
def test_a_link_to_the_web_a_mail_a_telephone_or_this_site_stays(href, stored):
    assert clean(f'<p><a href="{href}">ici</a></p>') == f'<p><a href="{stored}">ici</a></p>'


@pytest.mark.parametrize("number", ["", "0", "-3", "trois", "3.5", "9" * 19, "٣"])
def test_a_photo_without_a_number_is_none(number):
    assert clean(f'<figure data-photo="{number}"></figure><p>Suite.</p>') == "<p>Suite.</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 50_000,
        "<ul><li>" * 1_000,
        "".join(f"<b style='x:{number}'>" for number in range(900)) + "<p>" * 5_000,
        "<b></i>" * 20_000 + "<p>" * 5_000,
    ],
    ids=["boxes", "lists", "bold", "badly closed"],
)
def test_tags_made_to_exhaust_the_parser_never_reach_it_and_their_words_are_kept(
    hostile, monkeypatch
):
    handed, reader = [], markup._reader

    def clean_and_tell(html):
        handed.append(html)
        return reader.clean(html)

    monkeypatch.setattr(markup, "_reader", SimpleNamespace(clean=clean_and_tell))
    assert to_text(clean(f"{hostile}Un mot.")) == "Un mot."
    assert [html.strip() for html in handed] == ["Un mot."]


@pytest.mark.parametrize(
    "hostile", ["\u00a0 " * 200_000, "<b> </b>" * 20_000], ids=["bare", "bold"]
)
def test_a_flood_of_blanks_is_read_to_its_end_and_its_words_are_kept(hostile):
    with patience("cleaning a flood of blanks"):
        assert to_text(clean(f"{hostile}Un{hostile}mot.")).split() == ["Un", "mot."]


# --- Structure -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>Un<p>Deux", "<p>Un</p>\n<p>Deux</p>"),
        ("<div>Un<div>Deux</div>Trois</div>", "<p>Un</p>\n<p>Deux</p>\n<p>Trois</p>"),
        ("<p>Un<br><br>Deux<br></p>", "<p>Un</p>\n<p>Deux</p>"),
        ("<p>Un<br>Deux</p>", "<p>Un<br>Deux</p>"),
        ("<p></p><p>&nbsp;</p><p><br></p><h2></h2><ul><li></li></ul><p>Un</p>", "<p>Un</p>"),
        ("<h1>Un <b>titre</b></h1>", "<h2>Un titre</h2>"),
        ("<h5>Un<br>titre</h5>", "<h3>Un titre</h3>"),
        ("<b>gras</b> <i>italique</i>", "<p><strong>gras</strong> <em>italique</em></p>"),
        ("<strike>barré</strike> <u>souligné</u>", "<p>barré souligné</p>"),
        ("<p><b>un<b> deux</b></b><b></b></p>", "<p><strong>un deux</strong></p>"),
        ("<p><strong>un </strong>deux</p>", "<p><strong>un</strong> deux</p>"),
        ("<p>12<sup>e</sup>, H<sub>2</sub>O</p>", "<p>12<sup>e</sup>, H<sub>2</sub>O</p>"),
        ("<blockquote>Un<p>Deux</blockquote>", "<blockquote><p>Un</p><p>Deux</p></blockquote>"),
        ("<ul><li><p>Un</p></li></ul>", "<ul><li>Un</li></ul>"),
        ("<ul><li><p>Un</p><p>Deux</p></li></ul>", "<ul><li><p>Un</p><p>Deux</p></li></ul>"),
        ("<ul><li>Un</li><ol><li>1</li></ol></ul>", "<ul><li>Un<ol><li>1</li></ol></li></ul>"),
        ("<ul><li><h2>Un</h2></li></ul>", "<ul><li><strong>Un</strong></li></ul>"),
        (
            "<ul><li><table><tr><td>Un<td>Deux</table></ul>",
            "<ul><li><p>Un</p><p>Deux</p></li></ul>",
        ),
        ("<ol start=4 type=a><li value=3>Un</ol>", "<ol><li>Un</li></ol>"),
        ("<table><td>Un", "<table><tbody><tr><td>Un</td></tr></tbody></table>"),
        ("<table><tr><td> </td></tr></table><p>Un</p>", "<p>Un</p>"),
        ("<pre>Un</pre><hr><address>Deux</address>", "<p>Un</p>\n<p>Deux</p>"),
        ("Mali &amp; Niger : 3 &lt; 5", "<p>Mali &amp; Niger : 3 &lt; 5</p>"),
        ("", ""),
        (" \n&nbsp;\u200b", ""),
    ],
)
def test_anything_is_brought_into_the_structure(typed, stored):
    assert clean(typed) == stored


def test_a_table_keeps_its_caption_its_head_and_its_spans():
    typed = (
        "<table><caption>Crue</caption><thead><tr><th colspan=2 rowspan=1>Ville</th></tr></thead>"
        "<tr><td colspan=999>Ségou</td><td><p>12</p><p>cm</p></td></tr></table>"
    )
    assert clean(typed) == (
        '<p>Crue</p>\n<table><tbody><tr><th colspan="2">Ville</th></tr>'
        "<tr><td>Ségou</td><td><p>12</p><p>cm</p></td></tr></tbody></table>"
    )


def test_a_box_holds_prose_only():
    typed = (
        "<aside data-box><h2>Titre</h2>Texte<table><tr><td>Case</table><ul><li>Un</ul>"
        "<blockquote data-pull>Mot</blockquote><aside data-box>Dedans</aside></aside>"
    )
    assert clean(typed) == (
        '<aside data-box=""><h3>Titre</h3><p>Texte</p><p>Case</p><ul><li>Un</li></ul>'
        "<blockquote><p>Mot</p></blockquote><p>Dedans</p></aside>"
    )


@pytest.mark.parametrize(
    "around",
    [
        "<p>Un {} deux</p>",
        "<ul><li>Un {} deux</li></ul>",
        "<blockquote>Un {} deux</blockquote>",
        "<aside data-box>Un {} deux</aside>",
        "<table><tr><td>Un {} deux</td></tr></table>",
        "<h2>Un {} deux</h2>",
        "<b>Un {} deux</b>",
    ],
)
@pytest.mark.parametrize(
    "atom",
    ['<figure data-photo="3"></figure>', '<aside data-article="3"></aside>', EMBED],
)
def test_a_photo_a_referral_or_an_embed_stands_on_its_own_line(around, atom):
    html = clean(around.format(atom))
    assert atom in html.split("\n")
    assert to_text(html).replace("Le débat", "").split() == ["Un", "deux"]


def test_words_typed_into_a_photo_stand_behind_it():
    typed = '<figure data-photo="3"><figcaption>Le marché</figcaption></figure>'
    assert clean(typed) == '<figure data-photo="3"></figure>\n<p>Le marché</p>'


def test_an_embed_of_an_unknown_site_stays_a_link():
    typed = '<figure data-embed=""><a href="https://exemple.org/v">Vidéo</a></figure>'
    assert clean(typed) == '<p><a href="https://exemple.org/v">Vidéo</a></p>'


def test_an_embed_without_a_title_shows_its_address():
    typed = f'<figure data-embed=""><a href="{VIDEO}"> </a></figure>'
    assert clean(typed) == f'<figure data-embed=""><a href="{VIDEO}">{VIDEO}</a></figure>'


def test_a_run_in_crosshead_stands_only_at_the_start_of_a_paragraph():
    assert clean("<p><strong data-runin>LA CRUE. </strong>Elle monte.</p>") == (
        '<p><strong data-runin="">LA CRUE.</strong> Elle monte.</p>'
    )
    bold = "<p>Ici <strong>LA CRUE.</strong></p>"
    assert clean("<p>Ici <strong data-runin>LA CRUE.</strong></p>") == bold
    quoted = "<blockquote><p><strong data-runin>LA CRUE.</strong> Oui.</p></blockquote>"
    assert "data-runin" not in clean(quoted)


def test_plain_text_becomes_paragraphs():
    typed = "Un mot\r\nà la ligne.\r\n\r\nUn autre, <b>gras</b>.\n\n\n<p>Suite.</p>\nFin."
    assert clean(typed) == (
        "<p>Un mot<br>à la ligne.</p>\n<p>Un autre, <strong>gras</strong>.</p>\n"
        "<p>Suite.</p>\n<p>Fin.</p>"
    )


def test_the_simple_profile_keeps_prose_and_the_words_of_the_rest():
    typed = (
        f'<h2>Titre</h2><p><strong data-runin="">UN.</strong> Deux</p><figure data-photo="3">'
        f'</figure><aside data-box=""><p>Trois</p></aside><blockquote data-pull=""><p>Quatre</p>'
        f'</blockquote><aside data-article="4"></aside>{EMBED}'
    )
    assert clean(typed, "simple") == (
        "<h2>Titre</h2>\n<p><strong>UN.</strong> Deux</p>\n<p>Trois</p>\n"
        f'<blockquote><p>Quatre</p></blockquote>\n<p><a href="{VIDEO}">Le débat</a></p>'
    )


# --- Word and Google Docs ------------------------------------------------------------------------
@pytest.mark.parametrize("source", ["word", "google-docs"])
def test_the_clipboard_of_a_word_processor_comes_out_clean(source):
    html = clean((DATA / f"{source}.html").read_text("utf-8"))
    assert html == (DATA / f"{source}.clean.html").read_text("utf-8").strip()


@pytest.mark.parametrize("bullet", ["·\u00a0 ", "• ", "▪\u00a0", "\uf0b7\u00a0\u00a0"])
def test_paragraphs_that_begin_with_a_bullet_are_a_list(bullet):
    typed = f"<p>Avant</p><p>{bullet}Un</p><p>{bullet}<b>Deux</b></p><p>Après</p>"
    assert clean(typed) == (
        "<p>Avant</p>\n<ul><li>Un</li><li><strong>Deux</strong></li></ul>\n<p>Après</p>"
    )


def test_a_number_by_word_stays_where_no_list_may_stand():
    typed = "<span style='mso-list:Ignore'>1.</span>Un"
    assert clean(f"<h1>{typed}</h1>") == "<h2>1. Un</h2>"
    assert "<td>1. Un</td>" in clean(f"<table><td><p style='mso-list:l0 level1'>{typed}</table>")


def test_a_dialogue_is_no_list():
    typed = "<p>— Bonjour.</p><p>- Bonsoir.</p><p>1. Un</p><p>o tempora</p>"
    assert "<li>" not in clean(typed)


# --- Properties ----------------------------------------------------------------------------------
_TAGS = ["p", "div", "h1", "h2", "h4", "ul", "ol", "li", "b", "strong", "i", "em", "sub", "sup"]
_TAGS += ["a", "span", "blockquote", "aside", "figure", "table", "tr", "td", "th", "caption", "hr"]
_TAGS += ["br", "o:p", "pre", "script", "svg", "style"]
_ATTRIBUTES = [
    "",
    " data-runin",
    " data-pull",
    " data-box=x",
    " data-article=3",
    " data-photo=4",
    " data-embed",
    " style='font-weight:normal'",
    " style='font-weight:700;vertical-align:super'",
    " style='mso-list:l0 level2 lfo1'",
    " style='mso-list:Ignore'",
    f" href='{VIDEO}'",
    " href='www.a.b/c d'",
    " colspan=3",
]
_START = st.builds("<{}{}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES))
_END = st.builds("</{}>".format, st.sampled_from(_TAGS))
_WORDS = st.sampled_from(["a", " ", "\n\n", "\n", "· ", "o\u00a0\u00a0 ", "1.", "\u200b", "&lt;b>"])
SOUP = st.lists(st.one_of(_START, _START, _END, _WORDS, st.text(max_size=3)), max_size=16)


@example("\x0c", "article")  # what a page break of a word processor leaves
@given(SOUP.map("".join), st.sampled_from(["article", "simple"]))
def test_whatever_is_typed_comes_out_allowed_and_stays_as_it_is(typed, profile):
    html = clean(typed, profile)
    assert is_allowed(html)
    assert clean(html, profile) == html
    assert [block.html for block in blocks(html)] == html.split("\n") if html else not blocks(html)


@given(st.lists(st.text(alphabet="aéœ …«»", min_size=1, max_size=6), max_size=8))
def test_no_word_is_lost_or_written_twice(words):
    around = ["<p>", "<ul><li>", "<td>", "<blockquote>", "<h2>", "<figure>", "<b>", "<aside>"]
    typed = "".join(f"{tag}{word}" for tag, word in zip(around, words, strict=False))
    assert "".join(to_text(clean(typed)).split()) == "".join("".join(words[:8]).split())


# --- Reading -------------------------------------------------------------------------------------
def test_blocks_give_tag_attributes_markup_and_text():
    photo, box = blocks('<figure data-photo="3"></figure>\n<aside data-box=""><p>À & B</p></aside>')
    assert (photo.tag, photo.attrs, photo.text) == ("figure", {"data-photo": "3"}, "")
    assert (box.inner, box.text.strip()) == ("<p>À &amp; B</p>", "À & B")


def test_the_text_of_blocks_is_parted_by_blank_lines():
    html = (
        "<h2>Titre</h2>\n<p>Un<br>deux</p>\n<ul><li>a</li><li>b</li></ul>\n"
        "<table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>"
    )
    assert to_text(html) == "Titre\n\nUn\ndeux\n\na\nb\n\nc\td"


def test_named_numbers_are_in_order():
    html = clean('<figure data-photo="3"></figure><p>Un<figure data-photo="1"></figure></p>')
    assert named_numbers(html, "data-photo") == [3, 1]
    assert named_numbers(html, "data-article") == []


# --- The field -----------------------------------------------------------------------------------
@pytest.fixture
def article(db):
    cast.paper()
    return Article.objects.create(
        rubric=cast.rubric(), body="<p onclick=x>Un</p><script>x</script>"
    )


def test_the_database_never_holds_what_is_not_allowed(article):
    assert article.body == "<p>Un</p>"
    Article.objects.update(body="<img src=x onerror=alert(1)>Deux")
    article.refresh_from_db()
    assert article.body == "<p>Deux</p>"
    Article.objects.bulk_create([Article(rubric=article.rubric, body="<b>Trois")])
    assert Article.objects.latest("pk").body == "<p><strong>Trois</strong></p>"


def test_a_column_may_be_copied_by_the_database(article):
    Article.objects.update(editors_note=F("body"))
    article.refresh_from_db()
    assert article.editors_note == "<p>Un</p>"


def test_a_text_cleaned_for_one_profile_is_cleaned_again_for_another(article):
    article.body = '<aside data-box=""><p>Un</p></aside>'
    article.save()
    article.editors_note = article.body
    article.save()
    article.refresh_from_db()
    assert article.editors_note == "<p>Un</p>"


def test_a_saved_row_can_be_copied_and_kept_in_a_cache(article):
    assert copy.deepcopy(article).body == "<p>Un</p>"
    assert pickle.loads(pickle.dumps(article)).body == "<p>Un</p>"  # noqa: S301 -- our own bytes


def test_the_form_field_is_clean_and_knows_what_is_no_change():
    field = Article._meta.get_field("body").formfield()
    assert field.clean("<p onclick=x>Un</p>") == "<p>Un</p>"
    assert not field.has_changed("<p>Un</p>\n<p>Deux</p>", "<p>Un</p>\r\n<p>Deux</p>")
    assert field.has_changed("<p>Un</p>", "<p>Deux</p>")


def test_a_form_field_of_the_simple_profile_cleans_for_it():
    field = Author._meta.get_field("biography").formfield()
    assert field.clean('<aside data-box=""><p>Un</p></aside>') == "<p>Un</p>"
