"""What readers write, as it is counted and laid out: nothing of it can be anything but text."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.typography import repair
from subscriptions.contributions.wording import SHOWN_SIGNS, compose, signs, tidy
from tests.patience import patience

ADDRESSES = st.sampled_from(
    ["https://a.example/b", 'http://x.example/?q=(1)&r="2"', "javascript:alert(1)", "https://["]
)
MARKUP = st.sampled_from(["<p>", "</a>", "<script>", "&lt;", "&", '"', "'", "\n", "\r\n", "\u202e"])
TEXTS = st.lists(st.text(max_size=20) | ADDRESSES | MARKUP, max_size=12).map("".join)


class Tags(HTMLParser):
    """The tags of a text, and its words with whole addresses instead of those shown."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.address = [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.address = dict(attrs)["href"]
            self.words.append(self.address)
        if tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag):
        if tag == "a":
            self.address = None
        if tag == "p":
            self.words.append("\n\n")

    def handle_data(self, data):
        if self.address is None:
            self.words.append(data)


@given(TEXTS)
def test_there_is_never_any_tag_but_paragraphs_breaks_and_links(text):
    for tag, attrs in Tags(compose(text)).tags:
        assert tag in {"p", "br", "a"}
        if tag == "a":
            assert attrs.keys() == {"href", "rel"}
            assert attrs["rel"] == "nofollow ugc noopener"
            assert re.match(r"https?://[a-z0-9.-]+", attrs["href"], re.IGNORECASE)
        else:
            assert attrs == {}


@given(TEXTS)
def test_nothing_of_the_text_is_lost_or_added(text):
    words = "".join(Tags(compose(text)).words)
    assert words.split() == repair(tidy(text)).split()


@given(TEXTS)
def test_what_is_kept_is_tidy_already(text):
    assert tidy(tidy(text)) == tidy(text)
    assert signs(tidy(text)) == signs(text) == len(tidy(text))


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1, max_size=5))
def test_the_end_of_a_line_is_one_sign_on_every_machine(lines):
    assert signs("\r\n".join(lines)) == signs("\n".join(lines)) == signs("\r".join(lines))


def test_a_text_reads_as_the_paper_prints():
    assert compose("Oui !\r\nNon.\n\n\nL'eau: 1500 FCFA, c'est \"cher\"?") == (
        "<p>Oui\u202f!<br>Non.</p><p>L’eau\u00a0: 1\u202f500\u00a0FCFA, "
        "c’est «\u00a0cher\u00a0»\u202f?</p>"
    )


def test_thin_spaces_are_the_papers_choice():
    assert compose("Oui !", thin_spaces=False) == "<p>Oui\u00a0!</p>"


def test_telephone_numbers_stay_as_typed():
    assert compose("Tel. 76 12 34 56") == "<p>Tel. 76 12 34 56</p>"


@pytest.mark.parametrize(
    ("typed", "href", "shown"),
    [
        ("https://www.a.example/.", "https://www.a.example/", "a.example"),
        ("(voir http://a.example/b)", "http://a.example/b", "a.example/b"),
        ("http://a.example/N_(fleuve)", "http://a.example/N_(fleuve)", "a.example/N_(fleuve)"),
        ("https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2", "a.example/?a=1&b=2"),
    ],
)
def test_an_address_is_a_link_without_the_signs_around_it(typed, href, shown):
    link = re.search(r'<a href="(.*?)".*?>(.*?)</a>', compose(typed))
    assert (unescape(link[1]), unescape(link[2])) == (href, shown)


def test_a_long_address_is_shown_shortened():
    shown = re.search(r">([^<]*)</a>", compose("https://a.example/" + "b" * 200))[1]
    assert len(shown) == SHOWN_SIGNS
    assert shown.endswith("…")


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user:pass@a.example/",
        "https://xn--a.example@b.example/",
        "https://éxample.org/",
        "http://localhost/",
        "https://[::1/",
        "https://a.example:99999999/",
    ],
)
def test_what_may_lead_astray_is_no_link(typed):
    assert "<a" not in compose(typed)


def test_signs_that_turn_others_round_or_hide_are_taken_out():
    assert tidy("a\u202eb\u200bc\x00d\u2066e\ufeff\ue000") == "abcde"


def test_letters_of_other_languages_stay():
    for text in ("ɲɛ́ ŋɔ", "ߒߞߏ", "العربية", "e\u0301té"):
        assert signs(text) <= len(text)
        assert compose(text) != "<p></p>"


@pytest.mark.parametrize(
    "run", [" " * 1_000_000, "\t" * 1_000_000, " \n" * 500_000, "\u3000" * 1_000_000]
)
def test_a_flood_of_blanks_is_read_through_once(run):
    with patience("tidying a flood of blanks"):
        assert tidy(f"a{run}b")[0] == "a"
