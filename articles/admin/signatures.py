"""« O.D. : à identifier » : who is it? Link somebody we know or create him, in two presses."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.admin.article_pages import ArticlePage
from articles.admin.saving import NewerVersion, save_change
from articles.models import Byline
from authors.models import Author
from newsroom.folding import fold
from newsroom.numbers import whole

_MOST_CANDIDATES = 12


def initials_of(name):
    """Return « OD » for « Oumar Diallo », the letters alone."""
    return "".join(word[0] for word in fold(name).replace("-", " ").split() if word[0].isalpha())


def is_initials(signature):
    """Whether a signature such as « O.D. » or « AS » tells no name."""
    letters = [sign for sign in signature if sign.isalpha()]
    return 0 < len(letters) <= 4 and all(sign.isupper() for sign in letters)


def candidates(signature, query):
    """Return authors for a signature, the likeliest first: same initials, then parts of the name.

    `query` is what the person searches instead, if anything.
    """
    if query:
        found = Author.objects.all()
        for word in fold(query).split():
            found = found.filter(search_key__contains=word)
        return list(found[:_MOST_CANDIDATES])
    letters = "".join(sign for sign in fold(signature) if sign.isalnum())
    authors = Author.objects.only("name", "initials", "job_title", "kind", "is_public")
    likely = [
        author
        for author in authors
        if letters in {fold(author.initials).replace(".", ""), initials_of(author.name)}
        or fold(signature) in fold(author.name)
    ]
    return likely[:_MOST_CANDIDATES]


class AuthorForm(forms.ModelForm):
    """What is needed to sign; portrait and biography follow on the author's own page."""

    class Meta:
        model = Author
        fields = ["name", "initials", "gender"]

    def __init__(self, *args, signature="", **kwargs):
        proposed = {"initials" if is_initials(signature) else "name": signature}
        super().__init__(*args, initial=proposed, **kwargs)


class SignaturePage(ArticlePage):
    template_name = "admin/articles/article/signature.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.byline = get_object_or_404(Byline, article=self.article, pk=kwargs["byline"])

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()
        kwargs.setdefault("form", AuthorForm(signature=self.byline.signed_as))
        return super().get_context_data(
            title=_("Who is “%(signature)s”?") % {"signature": self.byline.signed_as},
            byline=self.byline,
            query=query,
            candidates=candidates(self.byline.signed_as, query),
            may_create=self.request.user.has_perm("authors.add_author"),
            **kwargs,
        )

    def post(self, request, **kwargs):
        number = whole(request.POST.get("author", ""))
        if number is not None:
            author = get_object_or_404(Author, pk=number)
            return self._link(lambda: author)
        if not request.user.has_perm("authors.add_author"):
            raise PermissionDenied
        form = AuthorForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._link(form.save)

    def _link(self, author_of):
        """Link the author that `author_of()` returns, and creates, unless the text has changed."""
        version = whole(self.request.POST.get("version", ""))
        try:
            with transaction.atomic():
                author = self._write(author_of(), version)
        except NewerVersion:
            words = _("The text has changed meanwhile: look at it as it is now, then do it again.")
            messages.error(self.request, words)
            return HttpResponseRedirect(self.request.path)
        done = _("“%(signature)s” is %(author)s.")
        names = {"signature": self.byline.signed_as, "author": author}
        messages.success(self.request, done % names)
        return HttpResponseRedirect(self.change_url())

    def _write(self, author, version):
        self.byline.author = author
        if is_initials(self.byline.signed_as):
            self.byline.shown_as = Byline.ShownAs.INITIALS
        save_change(self.article, by=self.request.user, version=version, row=self.byline)
        return author
