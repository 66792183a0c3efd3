"""What the counter does besides taking money: each asks on a page of its own, with a reason."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.accounts import codes
from newsroom.models import User
from newsroom.money import francs
from newsroom.phones import spoken_phone
from subscriptions import subscribing
from subscriptions.admin import reader_story
from subscriptions.admin.desk import REFUSALS, AskPage, DeskPage
from subscriptions.admin.office_forms import AcceptForm, GiveForm, ReasonForm
from subscriptions.billing import ledger, office, payments
from subscriptions.models import Attempt, Grant, LedgerEntry


class ReaderAct(AskPage):
    """Something done for one reader; the way back is his page."""

    back = gettext_lazy("Back to the reader")
    reader = None

    def back_to(self):
        if self.reader is None:  # the account is gone, its payments stay
            return self.address("changelist")
        return self.address("reader", self.reader.pk)


class GivePage(ReaderAct):
    title = gettext_lazy("Give days")
    form_class = GiveForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.reader = get_object_or_404(User, pk=kwargs["pk"])

    def about(self):
        return [str(self.reader)]

    def act(self, form):
        given = subscribing.give(user=self.reader, by=self.request.user, **form.cleaned_data)
        words = ngettext("%(count)d day given.", "%(count)d days given.", given.days)
        return words % {"count": given.days}


class TakeBackPage(ReaderAct):
    """Days given by mistake. Those that were paid for go back with their payment."""

    title = gettext_lazy("Take back these days")
    form_class = ReasonForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        grants = Grant.objects.filter(entry=None, reverses=None)
        self.given = get_object_or_404(grants.select_related("subscription__user"), pk=kwargs["pk"])
        self.reader = self.given.subscription.user

    def about(self):
        words = ngettext("%(count)d day: %(why)s", "%(count)d days: %(why)s", self.given.days)
        given = self.given
        why = given.reason or given.get_kind_display()
        return [str(self.reader), words % {"count": given.days, "why": why}]

    def act(self, form):
        subscribing.reverse(grant=self.given, by=self.request.user, **form.cleaned_data)
        return _("These days are taken back.")


class ReversePage(ReaderAct):
    """Money that went back over the counter, or was written down by mistake."""

    title = gettext_lazy("Reverse this payment")
    form_class = ReasonForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        rows = LedgerEntry.objects.filter(reverses=None).select_related("user", "attempt")
        self.entry = get_object_or_404(rows, number=kwargs["number"])
        self.reader = self.entry.user

    def about(self):
        entry = self.entry
        lines = [
            _("Receipt no. %(number)d") % {"number": entry.number},
            f"{entry.payer} · {entry.label} · {entry.get_method_display()}",
            francs(entry.amount, entry.currency),
            _("A new receipt of the opposite amount is written, and the days are taken back."),
        ]
        if entry.attempt:
            lines.append(
                _("The operator is not told: “Pay back” at this payment sends the money back.")
            )
        return lines

    def act(self, form):
        row = ledger.reverse(entry=self.entry, by=self.request.user, **form.cleaned_data)
        return _("Payment reversed by receipt no. %(number)d.") % {"number": row.number}


class AttemptAct(ReaderAct):
    """Something done about one attempt to pay."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.attempt = get_object_or_404(Attempt.objects.select_related("user"), pk=kwargs["pk"])
        self.reader = self.attempt.user

    def about(self):
        attempt = self.attempt
        return [str(self.reader or ""), reader_story.line(attempt), attempt.explanation]


class RefundPage(AttemptAct):
    title = gettext_lazy("Pay back")
    form_class = ReasonForm

    def act(self, form):
        payments.refund(attempt=self.attempt, by=self.request.user, **form.cleaned_data)
        return _("The operator pays the money back; the days are taken back.")


class AcceptPage(AttemptAct):
    title = gettext_lazy("Accept as it is")
    form_class = AcceptForm

    def form(self, *data):
        asked = {"amount": self.attempt.amount, "days": self.attempt.days}
        return self.form_class(*data, initial=asked, label_suffix="")

    def act(self, form):
        entry = office.accept(attempt=self.attempt, by=self.request.user, **form.cleaned_data)
        return _("Accepted: receipt no. %(number)d.") % {"number": entry.number}


class CheckPage(DeskPage):
    """One press asks the operator what became of a payment."""

    http_method_names = ["post"]

    def post(self, request, pk):
        attempt = get_object_or_404(Attempt, pk=pk)
        try:
            attempt = payments.check(attempt=attempt)
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
        else:
            words = _("The operator answers: %(state)s.")
            messages.info(request, words % {"state": attempt.get_state_display()})
        back = ("reader", attempt.user_id) if attempt.user_id else ("changelist",)
        return HttpResponseRedirect(self.address(*back))


class CodePage(DeskPage):
    """Reads out the code that did not arrive, to somebody who has shown who he is; journalled."""

    template_name = "admin/subscriptions/office/code.html"
    title = gettext_lazy("Code for signing in")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.reader = get_object_or_404(User, pk=kwargs["pk"])

    def get(self, request, **kwargs):
        return self._page()

    def post(self, request, **kwargs):
        places = [address for address in (self.reader.phone, self.reader.email) if address]
        found = [codes.read_out(to=address, by=request.user) for address in places]
        return self._page(is_asked=True, sent=[row for row in found if row])

    def _page(self, **found):
        number = spoken_phone(self.reader.phone) if self.reader.phone else self.reader.email
        context = self.get_context_data(reader=self.reader, number=number, **found)
        return self.render_to_response(context)
