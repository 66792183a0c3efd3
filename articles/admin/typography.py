"""The typographic repairs of a text, one by one, so that the editor can refuse them."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.article_pages import ArticlePage
from articles.models import Article
from newsroom.html import to_text
from newsroom.typography import RULE_LABELS, repairs, warnings_in

_PLAIN = ("kicker", "headline", "short_headline", "standfirst")
_RICH = ("body", "editors_note")
_NO_BREAK = {"\u00a0": "espace", "\u202f": "fine"}  # class of the mark that makes each visible


@dataclass(frozen=True)
class Proposal:
    """One repair as the page shows it."""

    key: str
    rule: str
    before: str
    after: str
    around: tuple
    is_refused: bool


class TypographyPage(ArticlePage):
    template_name = "admin/articles/article/typography.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Typography"),
            fields=[section for name in (*_PLAIN, *_RICH) if (section := self._section(name))],
            **kwargs,
        )

    def _section(self, name):
        """Return what there is to say of one field; None when its typography is right."""
        text = getattr(self.article, name)
        found = {repair.key: self._proposal(repair) for repair in self._repairs(name)}
        doubts = warnings_in(to_text(text) if name in _RICH else text, known_names=self._names())
        if not found and not doubts:
            return None
        label = capfirst(Article._meta.get_field(name).verbose_name)
        return {"label": label, "proposals": list(found.values()), "warnings": doubts}

    def _repairs(self, name):
        return repairs(getattr(self.article, name), html=name in _RICH)

    def _names(self):
        signers = self.article.bylines.select_related("author")
        return [str(signer) for signer in signers]

    def _proposal(self, repair):
        return Proposal(
            key=repair.key,
            rule=str(RULE_LABELS[repair.rule]),
            before=with_visible_spaces(repair.before),
            after=with_visible_spaces(repair.after),
            around=(repair.context_before, repair.context_after),
            is_refused=repair.key in self.article.refused_repairs,
        )

    def post(self, request, **kwargs):
        """Keep the refusals of the repairs shown; those of words that are gone stay as they are."""
        shown = {repair.key for name in (*_PLAIN, *_RICH) for repair in self._repairs(name)}
        wished = shown & set(request.POST.getlist("refused"))
        kept = set(self.article.refused_repairs) - shown
        self.article.refused_repairs = sorted(kept | wished)
        return self.save(fields=["refused_repairs"], done=_("Your choice is kept."))


def with_visible_spaces(text):
    """Return `text` as HTML in which no-break spaces can be seen."""
    marks = {sign: f'<span class="{name}">{sign}</span>' for sign, name in _NO_BREAK.items()}
    return mark_safe(str(format_html("{}", text)).translate(str.maketrans(marks)))
