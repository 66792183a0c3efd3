"""« Guichet » : one box finds the reader, one page shows him, one press takes his money."""

import datetime

from django.contrib import admin
from django.db.models import Prefetch, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.creating import normal_address
from newsroom.expired import is_reopened
from newsroom.models import JournalEntry, User
from newsroom.money import francs
from newsroom.money_words import francs_in_words
from newsroom.phones import spoken_phone
from subscriptions.admin import office_acts, reader_story
from subscriptions.admin.desk import REFUSALS, DeskPage, PagesAdmin
from subscriptions.admin.office_forms import OpenForm, PaymentForm
from subscriptions.billing import finding, office
from subscriptions.models import Attempt, Grant, LedgerEntry, Subscription
from subscriptions.subscribing import SubscribingError

_SHOWN = 50  # entries and grants of a reader, newest first
_TO_LOOK_AT = 20  # payments on the first page of the office
_REMEMBERED = datetime.timedelta(days=30)  # how long it tells of somebody who paid twice


class SearchPage(DeskPage):
    """The first page: the box, what it found, and the payments that a human has to look at."""

    template_name = "admin/subscriptions/office/search.html"
    title = gettext_lazy("Office")

    def get(self, request, **kwargs):
        typed = request.GET.get("q", "").strip()
        found = finding.find(typed)
        if reader := found.only_reader:
            return HttpResponseRedirect(self.address("reader", reader.pk))
        address = normal_address(typed)
        return self.render_to_response(
            self.get_context_data(
                q=typed,
                found=found,
                readers=[_row(user, whys) for user, whys in found.readers],
                can_open=bool(address) and not any(_is_whose(u, address) for u in found.reasons),
                form=OpenForm(initial={"contact": typed}, label_suffix=""),
                to_look_at=[] if typed else _to_look_at(),
            )
        )


class OpenPage(DeskPage):
    """Opens an account with a number alone and goes to its page, where the money is taken."""

    template_name = "admin/subscriptions/office/open.html"
    title = gettext_lazy("Open an account")
    reopens = True

    def get(self, request, **kwargs):
        return self.ask(OpenForm(label_suffix=""))

    def post(self, request, **kwargs):
        form = OpenForm(request.POST, label_suffix="")
        if is_reopened(request) or not form.is_valid():
            return self.ask(form)
        try:
            user = office.open_account(by=request.user, **form.cleaned_data)
        except SubscribingError as refusal:
            form.add_error("contact", str(refusal))
            return self.ask(form)
        return HttpResponseRedirect(self.address("reader", user.pk))

    def ask(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class ReaderPage(DeskPage):
    """Who he is, what he has, what he paid; and above all that, the form that takes his money."""

    template_name = "admin/subscriptions/office/reader.html"
    reopens = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        people = User.objects.select_related("subscription")
        self.reader = get_object_or_404(people, pk=kwargs["pk"])

    def get(self, request, **kwargs):
        return self._page(PaymentForm(label_suffix=""))

    def post(self, request, **kwargs):
        form = PaymentForm(request.POST, label_suffix="")
        if is_reopened(request) or not form.is_valid():
            return self._page(form)
        try:
            entry = office.take_payment(user=self.reader, by=request.user, **form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self._page(form)
        return HttpResponseRedirect(self.address("receipt", entry.number))

    def _page(self, form):
        reader, grants = self.reader, Grant.objects.select_related("entry", "by", "reversal")
        state, sentence = reader_story.standing(getattr(reader, "subscription", None))
        context = self.get_context_data(
            title=str(reader) if reader.name else _contact(reader),
            reader=reader,
            contact=_contact(reader),
            state=state,
            sentence=sentence,
            form=form,
            tries=reader_story.tries(reader),
            payments=[_payment(entry) for entry in _entries(reader)],
            grants=grants.filter(subscription__user=reader).order_by("-at", "-pk")[:_SHOWN],
        )
        return self.render_to_response(context)


class ReceiptPage(DeskPage):
    """A receipt to print: the reader stands before the counter."""

    permissions = ("subscriptions.serve_readers", "subscriptions.see_accounts")
    template_name = "admin/subscriptions/office/receipt.html"

    def get_context_data(self, **kwargs):
        rows = LedgerEntry.objects.select_related("user", "clerk", "reverses", "reversal", "grant")
        entry = get_object_or_404(rows, number=kwargs["number"])
        given = getattr(entry, "grant", None)
        return super().get_context_data(
            title=_("Receipt no. %(number)d") % {"number": entry.number},
            entry=entry,
            amount=francs(entry.amount, entry.currency),
            in_words=francs_in_words(entry.amount),
            standing=reader_story.standing(given.subscription)[1] if given else "",
            is_reversed=hasattr(entry, "reversal"),
        )


@admin.register(Subscription)
class OfficeAdmin(PagesAdmin):
    rank = 1
    menu_name = gettext_lazy("Office")
    pages = (
        ("changelist", "", SearchPage),
        ("open", "ouvrir/", OpenPage),
        ("reader", "lecteur/<int:pk>/", ReaderPage),
        ("give", "lecteur/<int:pk>/offrir/", office_acts.GivePage),
        ("code", "lecteur/<int:pk>/code/", office_acts.CodePage),
        ("receipt", "recu/<int:number>/", ReceiptPage),
        ("reverse", "recu/<int:number>/annuler/", office_acts.ReversePage),
        ("take_back", "jours/<int:pk>/reprendre/", office_acts.TakeBackPage),
        ("check", "paiement/<int:pk>/interroger/", office_acts.CheckPage),
        ("refund", "paiement/<int:pk>/rembourser/", office_acts.RefundPage),
        ("accept", "paiement/<int:pk>/accepter/", office_acts.AcceptPage),
    )


def _to_look_at():
    """Return (attempt, its line) for what a human decides: mismatches, and who paid twice."""
    since = timezone.now() - _REMEMBERED
    twice = JournalEntry.objects.filter(verb="paid_twice", at__gte=since).values("subject_id")
    standing = Q(pk__in=twice, state=Attempt.State.SUCCEEDED, entry__reversal=None)
    rows = Attempt.objects.filter(Q(state=Attempt.State.MISMATCH) | standing)
    rows = rows.select_related("user")[:_TO_LOOK_AT]
    return [(row, reader_story.line(row)) for row in rows]


def _entries(reader):
    rows = LedgerEntry.objects.filter(user=reader).select_related("clerk", "reverses")
    return rows.prefetch_related(Prefetch("reversal"))[:_SHOWN]


def _payment(entry):
    """Return an entry with its amount in words for the page."""
    return {
        "entry": entry,
        "amount": francs(entry.amount, entry.currency),
        "can_reverse": entry.reverses_id is None and not hasattr(entry, "reversal"),
    }


def _row(user, whys):
    state, sentence = reader_story.standing(getattr(user, "subscription", None))
    return {
        "user": user,
        "contact": _contact(user),
        "whys": whys,
        "state": state,
        "sentence": sentence,
    }


def _contact(user):
    number = spoken_phone(user.phone) if user.phone else ""
    return " · ".join(part for part in (number, user.email) if part)


def _is_whose(user, address):
    return address in (user.phone, user.email)
