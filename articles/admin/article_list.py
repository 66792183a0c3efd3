"""The list of texts: what each row tells, and how rows are found."""

from django.contrib.admin.decorators import display
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Prefetch, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.filters import (
    AuthorFilter,
    RubricFilter,
    SinceFilter,
    StateFilter,
    UntilFilter,
)
from articles.admin.reach import as_readers_see, choosable_by, is_reached
from articles.admin.standing import Standing, moment
from articles.models import Article, Byline, Publication
from newsroom.folding import fold
from newsroom.numbers import whole
from newsroom.pagination import CountlessChangeList, CountlessPaginator

NO_BREAK_SPACE = "\u00a0"
_LONG = ("body", "sources", "editors_note", "standfirst", "search_key", "return_note")


def heading(article):
    """Return « Surtitre : Titre », with the kicker of its column if it has none of its own.

    Of a text that who asks may only choose, it is the heading that readers see.
    """
    if not is_reached(article):
        return Publication(kicker=article.public_kicker, headline=article.public_headline).heading
    kicker = article.printed_kicker
    return f"{kicker}{NO_BREAK_SPACE}: {article}" if kicker else str(article)


class ArticleChangeList(CountlessChangeList):
    """Reads with the rows whatever their columns tell, and leaves out the texts themselves."""

    def get_queryset(self, request, exclude_parameters=None):
        signed = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
        found = super().get_queryset(request, exclude_parameters)
        return found.defer(*_LONG).prefetch_related(signed)


class ListMixin:
    """The columns and the search of the list, and who finds what in it."""

    list_display = ["state_line", "heading", "rubric", "signers", "dated"]
    list_display_links = ["heading"]
    list_filter = [StateFilter, RubricFilter, AuthorFilter, SinceFilter, UntilFilter]
    list_select_related = ["rubric", "front_placement"]
    list_per_page = 50
    sortable_by = ()
    search_fields = ["search_key"]
    paginator = CountlessPaginator
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def choice_label(self, article):
        """Return how the autocomplete names a text."""
        return heading(article)

    def changelist_view(self, request, extra_context=None):
        title = _("Choose a text") if IS_POPUP_VAR in request.GET else _("Texts")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_queryset(self, request):
        """The texts somebody may change; where one only chooses a text, published ones as well."""
        if not self._is_choosing(request):
            return Article.objects.editable_by(request.user).with_state()
        every = choosable_by(request.user).with_state()
        every = every.select_related(*self.list_select_related)
        return as_readers_see(every, request.user)

    def _is_choosing(self, request):
        address = request.resolver_match.url_name
        in_popup = address == "articles_article_changelist" and IS_POPUP_VAR in request.GET
        return in_popup or address in {"autocomplete", "articles_article_card"}

    def get_search_results(self, request, queryset, search_term):
        """Find texts that have every word in kicker, headline or standfirst, or the number."""
        words = Q()
        for word in fold(search_term).split():
            words &= Q(search_key__contains=word)
        if number := whole(search_term.strip()):
            words |= Q(pk=number)
        return queryset.filter(words), False

    @display(description=gettext_lazy("State"))
    def state_line(self, article):
        if not is_reached(article):
            return ""
        placement = getattr(article, "front_placement", None)
        slot = placement.get_slot_display() if placement else ""
        context = {"standing": Standing(article), "slot": slot}
        return render_to_string("admin/articles/article/_state.html", context)

    @display(description=gettext_lazy("Headline"))
    def heading(self, article):
        return heading(article)

    @display(description=gettext_lazy("Signed"))
    def signers(self, article):
        if not is_reached(article):
            return article.public_signed
        names = [self._signer(byline) for byline in article.bylines.all()]
        return ", ".join(names) or "—"

    def _signer(self, byline):
        if byline.author:
            return byline.author.name
        return _("%(signature)s (unknown)") % {"signature": byline.signed_as}

    @display(description=gettext_lazy("Date"))
    def dated(self, article):
        return moment(article.first_published_at or article.saved_at)
