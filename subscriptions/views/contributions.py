"""The contributions to an article: the page for everybody, and the discussion for subscribers."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from articles.models import Publication
from articles.touching import own_page, text
from articles.views.detail import withdrawn_page
from newsroom.accounts.access import SignInRequired
from newsroom.html import to_text
from newsroom.pages import PrivatePage, PublicPage, private, private_page, public_page
from newsroom.prepared import Prepared
from newsroom.typography import teaser
from subscriptions import touching
from subscriptions.contributions import discussion, my_contributions
from subscriptions.contributions.forms import writing_form
from subscriptions.models import Contribution, Plan
from subscriptions.reader import is_subscriber, reader_of

EXTRACT_SIGNS = 320
OWN = 8
"""Of a reader's own texts those written last; all of them stand in his account."""

STYLES = ("base", "page", "talk")


def addresses(base):
    """Return the names of the addresses of a discussion, `contributions` or `discussion`."""
    parts = {"first": "", "older": "_before", "replies": "_replies", "more": "_replies_after"}
    return {name: f"subscriptions:{base}{end}" for name, end in parts.items()}


def ground_at(number):
    """Return what holds for the article `number`, None when readers do not see it now."""
    ground = discussion.ground_of(number)
    return ground if ground.publication else None


def gone(request, number):
    """Return what the article's own address answers: 410 or 404, for everybody."""
    return withdrawn_page(request, Publication.objects.filter(article=number))


def rows_of(number, *, before=None, pk=None, after=None):
    """Return one page of contributions, or one contribution with its replies. Http404."""
    if pk is None:
        found = discussion.page(number, before=before)
    else:
        found = discussion.replies_page(number, pk, after=after)
    if found is None:
        raise Http404
    return found


# --- For everybody -------------------------------------------------------------------------------
class ContributionsPage(PublicPage):
    """What the contributions to an article are and cost; when reading is open, the discussion."""

    template_name = "subscriptions/contributions/gate.html"
    styles = STYLES

    def get(self, request, number, **part):
        ground = ground_at(number)
        if ground is None:
            return gone(request, number)
        is_open = ground.space.is_open_to_read
        if part and not is_open:
            raise Http404
        context = {
            "number": number,
            "ground": ground,
            "closes_at": ground.closes_at,
            "extract": extract_of(ground),
            "plans": Plan.objects.filter(is_offered=True),
            "rows": rows_of(number, **part) if is_open else None,
            "is_part": bool(part),
            "to": addresses("contributions"),
        }
        return self.page(request, context)

    def keys(self, context):
        number = context["number"]
        keys = {text(number), own_page(number), touching.discussion(number), touching.OFFER}
        return keys | {touching.READ_BY_ALL} if context["rows"] else keys

    def valid_until(self, context):
        return context["closes_at"]


class ContributionsPart(ContributionsPage):
    """Older contributions, or the replies to one: of any number that is typed, so not kept."""

    is_kept = False

    def page(self, request, context):
        return public_page(request, self.template_name, context, styles=self.styles)


def extract_of(ground):
    """Return (name, words) of the contribution that the desk chose for everybody; None without."""
    chosen = ground.discussion.extract
    if chosen is None or chosen.state != Contribution.State.APPROVED:
        return None
    return chosen.pen_name, teaser(to_text(chosen.shown_html), EXTRACT_SIGNS)


# --- For subscribers -----------------------------------------------------------------------------
class SubscribersPage(SignInRequired, PrivatePage):
    """A page around the contributions to one article; others are shown what it takes.

    `self.ground` is what holds for the article.
    """

    styles = (*STYLES, "form")

    def get(self, request, number, **kwargs):
        if elsewhere := self.turned_away(request, number):
            return elsewhere
        return self.page(request, self.context(number=number, **kwargs))

    def turned_away(self, request, number):
        """Return the answer to whoever cannot come in, None to the others."""
        self.ground = ground_at(number)
        if self.ground is None:
            return private(request, gone(request, number))
        if not is_subscriber(request.user, self.ground.space):
            offer = reverse("subscriptions:contributions", args=[number])
            return private(request, HttpResponseRedirect(offer))
        return None


class DiscussionPage(SubscribersPage):
    """The discussion, with what the reader himself has written and the form to write."""

    template_name = "subscriptions/contributions/discussion.html"

    def dispatch(self, request, *args, number, **part):
        if not request.user.is_authenticated:
            ground = ground_at(number)
            if ground and ground.space.is_open_to_read:
                address = reverse("subscriptions:contributions", args=[number])
                return private(request, HttpResponseRedirect(address))
        return super().dispatch(request, *args, number=number, **part)

    def context(self, number, **part):
        context = discussion_context(self.ground, self.request.user, **part)
        if context["standing"].contributions_left and not part:
            user, space = self.request.user, self.ground.space
            context["form"] = writing_form(user, space, reader=context["reader"])
        return context


def _own(user, number):
    own = my_contributions.of(user).filter(article=number)
    return own.exclude(voice=Contribution.Voice.NEWSROOM).order_by("-pk")[:OWN]


_OWN = Prepared(_own, "user", "number")


def discussion_context(ground, user, **part):
    """Return what a subscriber sees of a discussion, or of a part of it."""
    number = ground.article_id
    own = [] if part else _OWN.rows(user=user.pk, number=number)
    prefetch_related_objects([one for one in own if one.parent_id], "parent")
    return {
        "number": number,
        "ground": ground,
        "rows": rows_of(number, **part),
        "is_part": bool(part),
        "to": addresses("discussion"),
        "standing": discussion.standing_on(ground, user, is_inside=True),
        "mine": my_contributions.told(own, ground=ground),
        "reader": reader_of(user),
        "reader_id": user.pk,
    }


class DiscussionPart(View):
    """The discussion alone, for the script of the article's page; nothing for anybody else."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, number):
        ground = ground_at(number)
        if ground is None or not is_subscriber(request.user, ground.space):
            return private(request, HttpResponse(status=204))
        context = discussion_context(ground, request.user)
        template = "subscriptions/contributions/fragment.html"
        return private_page(request, template, context, styles=())
