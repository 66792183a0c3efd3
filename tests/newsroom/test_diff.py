"""Differences as a person reads them: exact for words, well formed and harmless for HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import diff
from newsroom.diff import Segment
from newsroom.html import to_text
from tests.newsroom.french import pages, texts

N = "\u00a0"


def joined(segments, *kinds):
    return "".join(segment.text for segment in segments if segment.kind in kinds)


class TestWords:
    def test_a_changed_word_is_shown_between_what_stayed(self):
        assert diff.words("le maire de Gao", "le préfet de Gao") == [
            Segment("equal", "le "),
            Segment("delete", "maire "),
            Segment("insert", "préfet "),
            Segment("equal", "de Gao"),
        ]

    def test_a_no_break_space_belongs_to_its_word(self):
        assert diff.words("Insolite: oui", f"Insolite{N}: oui") == [
            Segment("delete", "Insolite: "),
            Segment("insert", f"Insolite{N}: "),
            Segment("equal", "oui"),
        ]

    def test_a_blank_that_changed_is_a_change(self):
        assert diff.words("a  b", "a b") == [
            Segment("equal", "a"),
            Segment("delete", "  "),
            Segment("insert", " "),
            Segment("equal", "b"),
        ]

    def test_the_same_text_is_one_piece(self):
        assert diff.words("le maire\nde Gao ", "le maire\nde Gao ") == [
            Segment("equal", "le maire\nde Gao ")
        ]
        assert diff.words("", "") == []

    @given(texts, texts)
    def test_both_texts_can_be_read_out_of_it(self, before, after):
        segments = diff.words(before, after)
        assert joined(segments, "equal", "delete") == before
        assert joined(segments, "equal", "insert") == after
        assert all(segment.text for segment in segments)


class TestHTML:
    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            ("<p>a</p>", "<p>a</p>", "<p>a</p>"),
            ("<p>a b</p>", "<p>a c</p>", "<p>a <del>b</del><ins>c</ins></p>"),
            ("<p>a</p>", "<p>a</p>\n<p>b</p>", "<p>a</p><p><ins>b</ins></p>"),
            ("<p>a</p><h2>b</h2>", "<p>a</p>", "<p>a</p><h2><del>b</del></h2>"),
            (
                "<p>un <em>mot</em></p>",
                "<p>un mot</p>",
                "<p>un <del><em>mot</em></del><ins>mot</ins></p>",
            ),
            (
                "<ul><li>a</li><li>b c</li></ul>",
                "<ul><li>a</li><li>b d</li><li>e</li></ul>",
                "<ul><li>a</li><li>b <del>c</del><ins>d</ins></li><li><ins>e</ins></li></ul>",
            ),
            (
                "<table><tbody><tr><th>a</th><td><p>b</p></td></tr></tbody></table>",
                "<table><tbody><tr><th>a</th><td><p>c</p></td></tr></tbody></table>",
                "<table><tbody><tr><th>a</th><td><p><del>b</del></p><p><ins>c</ins></p></td></tr>"
                "</tbody></table>",
            ),
            (
                "<blockquote><p>a</p></blockquote>",
                '<blockquote data-pull=""><p>a</p></blockquote>',
                "<blockquote><p><del>a</del></p></blockquote>"
                '<blockquote data-pull=""><p><ins>a</ins></p></blockquote>',
            ),
            (
                '<p><strong data-runin="">AU MENU.</strong> a</p>',
                '<p><strong data-runin="">AU MENU.</strong> b</p>',
                '<p><strong data-runin="">AU MENU. </strong><del>a</del><ins>b</ins></p>',
            ),
            ("<p>a<br>b</p>", "<p>a<br>c</p>", "<p>a<br><del>b</del><ins>c</ins></p>"),
            ("", "loose", "<ins>loose</ins>"),
            ("", "", ""),
        ],
    )
    def test_changes_are_marked_inside_their_blocks(self, before, after, shown):
        assert diff.html(before, after) == shown

    def test_a_link_that_leads_elsewhere_is_a_change(self):
        shown = diff.html('<p><a href="/a/">x</a></p>', '<p><a href="/b/">x</a></p>')
        assert (
            shown == ('<p><del><a href="/a/">x</a></del></p><p><ins><a href="/b/">x</a></ins></p>')
            or shown == '<p><del><a href="/a/">x</a></del><ins><a href="/b/">x</a></ins></p>'
        )

    def test_a_rewritten_paragraph_stays_one_and_another_one_is_another(self):
        shown = diff.html("<p>le maire de Gao</p>", "<p>le préfet de Gao</p>")
        assert shown.count("<p>") == 1
        assert diff.html("<p>un deux</p>", "<p>trois quatre</p>").count("<p>") == 2

    @pytest.mark.parametrize(
        "box", ['<figure data-photo="{}"></figure>', '<aside data-article="{}"></aside>']
    )
    def test_photos_and_articles_are_compared_by_number(self, box):
        same = diff.html(box.format(12), box.format(12))
        assert "12" in same
        assert "<ins>" not in same
        changed = diff.html(box.format(12), box.format(13))
        assert re.search(r"<del>[^<]*12</del>.*<ins>[^<]*13</ins>", changed)

    def test_an_embed_is_shown_with_its_address_and_title(self):
        embed = '<figure data-embed=""><a href="https://video.example/{}">Titre</a></figure>'
        shown = diff.html(embed.format("a"), embed.format("b"))
        assert re.search(r"<del>[^<]*https://video.example/a Titre</del>", shown)
        assert re.search(r"<ins>[^<]*https://video.example/b Titre</ins>", shown)


BARE = "ins del em sub sup b i u s code h2 h3 h4 ul ol li br table tbody thead tr th td"
ALLOWED = {
    **{tag: set() for tag in BARE.split()},
    "p": {"class"},
    "a": {"href"},
    "strong": {"data-runin"},
    "blockquote": {"data-pull"},
    "aside": {"data-box"},
}


class Strict(HTMLParser):
    """Fails on a tag, attribute or address that the diff may not write, and on bad nesting."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        assert {name for name, _value in attrs} <= ALLOWED[tag]
        for name, value in attrs:
            assert name != "href" or re.match(r"https?://|mailto:|tel:|/(?!/)|#", value, re.I)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_harmless(html):
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="https://a.ml/&quot; onclick=&quot;alert(1)">x</a>',
    '<p onclick="alert(1)" style="x">y</p>',
    '<figure data-photo="&lt;script&gt;&quot;"></figure>',
    '<figure data-embed=""><a href="javascript:x">&lt;img&gt;</a></figure>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<![foo[ x ]]> <!doctype y> <?php z ?> <!-- c -->",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "</p></div><p><em>never closed",
    "<ins><del>typed</del></ins>",
    "a < b > c & d",
    "<p>" * 300 + "<b>" * 300 + "deep" + "<figure data-photo=1>" * 300,
]


class TestNothingHarmfulComesOut:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_of_one_text_or_of_two(self, payload):
        assert_harmless(diff.html(payload, payload))
        assert_harmless(diff.html("<p>a</p>", payload))
        assert_harmless(diff.html(payload, f"<p>a</p>{payload}"))

    @given(
        *[st.lists(st.sampled_from([*HOSTILE[:-1], "<", ">", '"', "mot ", "</p>"])).map("".join)]
        * 2
    )
    def test_of_any_mixture(self, before, after):
        assert_harmless(diff.html(before, after))

    def test_words_typed_as_markup_are_read_as_words(self):
        shown = diff.html("<p>a</p>", "<p>&lt;b&gt;a&lt;/b&gt;</p>")
        assert "&lt;b&gt;a&lt;/b&gt;" in shown


def without(html, tag):
    return re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)


def read(html):
    return "".join(to_text(html).split())


@given(pages(), pages())
def test_both_texts_can_be_read_out_of_the_marked_html(before, after):
    shown = diff.html(before, after)
    assert_harmless(shown)
    assert read(without(shown, "ins")) == read(before)
    assert read(without(shown, "del")) == read(after)
