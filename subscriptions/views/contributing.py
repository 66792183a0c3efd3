"""Writing, changing, withdrawing and reporting a contribution. Everything works without script."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article
from newsroom import limits
from newsroom.accounts.access import SignInRequired
from newsroom.origin import posted_here
from newsroom.pages import PrivatePage, private
from subscriptions.contributions import contributing, discussion, pen_names
from subscriptions.contributions.forms import NameForm, ReportForm, writing_form
from subscriptions.models import Contribution, Wording
from subscriptions.reader import is_subscriber, reader_of
from subscriptions.views.contributions import STYLES, SubscribersPage

REPORTS = {"most": 20, "seconds": 3600}
"""What one reader may report in an hour."""


def back_to(number):
    """Return the answer that leads to the discussion, where the reader finds his own text."""
    address = reverse("subscriptions:discussion", args=[number])
    return HttpResponseRedirect(f"{address}#mine")


# --- Writing -------------------------------------------------------------------------------------
@method_decorator(csrf_exempt, name="dispatch")
class WritingPage(SubscribersPage):
    """A form with a text. One that comes too late is shown again, to be sent with one press.

    Its own check of where it was posted stands in for Django's: the page may have been open for
    days, on a telephone without a line, and what was written in it must not be lost.
    """

    template_name = "subscriptions/contributions/write.html"
    parent = None
    title = text = label = ""
    asks_name = True

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            return self.given_back(_("Your session has ended. Sign in, then send your text."))
        if request.method == "POST" and not posted_here(request):
            return self.given_back(_("This page had been open for long. Send your text again."))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, number, **kwargs):
        self.ground = discussion.ground_of(number)
        if not is_subscriber(request.user):
            return self.given_back(_("Your subscription has ended. Renew it, then send your text."))
        try:
            self.find(number, **kwargs)
        except Http404:
            return self.given_back(_("What you were writing about is no longer shown."))
        form = self.form(request.POST)
        if form.is_valid() and self.carried_out(form):
            return private(request, back_to(number))
        return self.page(request, self.shown(form), status=422)

    def context(self, number, **kwargs):
        self.find(number, **kwargs)
        return self.shown(self.form())

    def given_back(self, why):
        """Show what was typed, with a button that sends it once what hinders is gone."""
        names = ("key", "text", "pen_name")
        typed = {name: self.request.POST.get(name, "") for name in names}
        self.template_name = "subscriptions/contributions/again.html"
        return self.page(self.request, {"why": why, "typed": typed}, status=403)

    def find(self, number, **kwargs):
        """Read what the address names. Raises Http404."""

    def form(self, data=None):
        return writing_form(
            self.request.user,
            self.ground.space,
            data,
            text=self.text,
            label=self.label,
            asks_name=self.asks_name,
        )

    def shown(self, form):
        return {
            "form": form,
            "title": self.title,
            "number": self.ground.article_id,
            "ground": self.ground,
            "parent": self.parent,
            "why": self.why(discussion.standing_on(self.ground, self.request.user)),
            "reader": reader_of(self.request.user),
        }


class WritePage(WritingPage):
    """A contribution to the article."""

    @property
    def title(self):
        return _("Contribute")

    def why(self, standing):
        return standing.why_no_contribution

    def carried_out(self, form):
        article = Article.objects.get(pk=self.ground.article_id)
        given = {"pen_name": "", **form.cleaned_data, "parent": self.parent}
        return form.carried_out(
            contributing.submit, article=article, user=self.request.user, **given
        )


class ReplyPage(WritePage):
    """A reply to a contribution that readers see."""

    @property
    def title(self):
        return _("Reply")

    @property
    def label(self):
        return _("Your reply")

    def find(self, number, pk):
        self.parent = discussion.shown(number, pk)
        if self.parent is None or self.parent.parent_id:
            raise Http404

    def why(self, standing):
        return standing.why_no_reply


class EditPage(WritingPage):
    """Another text for a contribution of one's own."""

    asks_name = False

    @property
    def title(self):
        return _("Change your text")

    @property
    def text(self):
        last = Wording.objects.filter(contribution=self.contribution).order_by("-pk").first()
        return last.text

    def find(self, number, pk):
        own = Contribution.objects.filter(writer=self.request.user, article=number)
        own = own.filter(state__in=Contribution.COUNTING).select_related("parent")
        self.contribution = get_object_or_404(own, pk=pk)
        self.parent = self.contribution.parent

    def why(self, standing):
        return standing.why

    def carried_out(self, form):
        text, key = form.cleaned_data["text"], form.cleaned_data["key"]
        return form.carried_out(
            contributing.edit,
            contribution=self.contribution,
            user=self.request.user,
            text=text,
            key=key,
        )


# --- Withdrawing, reporting, one's name ----------------------------------------------------------
class WithdrawPage(SignInRequired, PrivatePage):
    """Withdraw one's own: always, also when the article is gone and the subscription over."""

    template_name = "subscriptions/contributions/withdraw.html"
    styles = (*STYLES, "form")

    def own(self, number, pk):
        own = Contribution.objects.filter(writer=self.request.user, article=number)
        return get_object_or_404(own.filter(state__in=Contribution.COUNTING), pk=pk)

    def context(self, number, pk):
        contribution = self.own(number, pk)
        last = contribution.wordings.order_by("-pk").first()
        return {"contribution": contribution, "text": last.text, "number": number}

    def post(self, request, number, pk):
        contributing.withdraw(contribution=self.own(number, pk), user=request.user)
        if is_subscriber(request.user):
            return private(request, back_to(number))
        return private(request, HttpResponseRedirect(reverse("subscriptions:my_contributions")))


class ReportPage(SubscribersPage):
    """Tell the moderators of a contribution."""

    template_name = "subscriptions/contributions/report.html"

    def context(self, number, pk):
        return self.shown(number, pk, ReportForm())

    def shown(self, number, pk, form):
        contribution = discussion.shown(number, pk)
        if contribution is None:
            raise Http404
        return {"number": number, "contribution": contribution, "form": form}

    def post(self, request, number, pk):
        if elsewhere := self.turned_away(request, number):
            return elsewhere
        form = ReportForm(request.POST)
        context = self.shown(number, pk, form)
        if not form.is_valid() or not self.told(form, context["contribution"]):
            return self.page(request, context, status=422)
        return self.page(request, context | {"is_told": True})

    def told(self, form, contribution):
        user = self.request.user
        if limits.is_over("report", user.pk, **REPORTS):
            form.add_error(None, _("You have reported many texts: come back in an hour."))
            return None
        return form.carried_out(
            contributing.report, contribution=contribution, user=user, **form.cleaned_data
        )


class NamePage(SignInRequired, PrivatePage):
    """The name shown over what one writes, while no moderator has checked it."""

    template_name = "subscriptions/contributions/name.html"
    styles = (*STYLES, "form")

    def get(self, request):
        reader = reader_of(request.user)
        proposed = reader.pen_name or pen_names.proposal(request.user)
        return self.shown(reader, NameForm(initial={"pen_name": proposed}))

    def post(self, request):
        form = NameForm(request.POST)
        reader = reader_of(request.user)
        if form.is_valid():
            name = form.cleaned_data["pen_name"]
            if taken := form.carried_out(contributing.choose_name, user=request.user, name=name):
                return self.shown(taken, form, is_taken=True)
        return self.shown(reader, form, status=422)

    def shown(self, reader, form, *, is_taken=False, status=200):
        context = {"reader": reader, "form": form, "is_taken": is_taken}
        return self.page(self.request, context, status=status)
