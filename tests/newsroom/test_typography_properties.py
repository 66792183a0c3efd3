"""What must hold for any text, however badly typed."""

import re
from html import escape, unescape

from hypothesis import assume, given

from newsroom.typography import repair, repair_html, repairs
from tests.newsroom.french import pages, texts

TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")


def letters(text):
    return re.sub(r"[\W_]+", "", text)


class TestAnyText:
    @given(texts)
    def test_a_repaired_text_has_nothing_left_to_repair(self, text):
        once = repair(text)
        assert repair(once) == once

    @given(pages())
    def test_repaired_html_has_nothing_left_to_repair(self, html):
        once = repair_html(html)
        assert repair_html(once) == once

    @given(texts)
    def test_letters_and_figures_are_kept_but_for_ordinals_dates_and_fcfa(self, text):
        rules = {shown.rule for shown in repairs(text, html=False)}
        assume(not rules & {"ordinal", "date", "currency"})
        assert letters(repair(text)) == letters(text)

    @given(texts)
    def test_words_are_kept_but_for_the_repairs_shown(self, text):
        """Ordinals, dates and FCFA change letters: exactly those their repairs show."""
        lost, gained = [], []
        for shown in repairs(text, html=False):
            lost += letters(shown.before)
            gained += letters(shown.after)
        assert sorted([*letters(text), *gained]) == sorted([*letters(repair(text)), *lost])

    @given(pages())
    def test_tags_attributes_and_code_are_untouched(self, html):
        after = repair_html(html)
        raised = {"<sup>", "</sup>"}
        assert [tag for tag in TAG.findall(after) if tag not in raised] == [
            tag for tag in TAG.findall(html) if tag not in raised
        ]
        code = re.compile(r"<code>.*?</code>", re.DOTALL)
        assert code.findall(after) == code.findall(html)

    @given(texts)
    def test_html_is_repaired_as_the_same_plain_text_is(self, text):
        html = repair_html(escape(text, quote=False))
        assert unescape(re.sub(r"</?sup>", "", html)) == repair(text)
