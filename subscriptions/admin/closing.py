"""« Arrêtés de caisse » : count the drawer, write the difference, close; once for each entry."""

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.expired import is_reopened
from newsroom.money import francs
from subscriptions.admin.desk import DeskPage, PagesAdmin
from subscriptions.billing import closing
from subscriptions.billing.closing import ClosingError
from subscriptions.models import CashClosing, Method

_BOTH = ("subscriptions.serve_readers", "subscriptions.see_accounts")
_LISTED = 100  # closings, newest first


class CountForm(forms.Form):
    counted = forms.IntegerField(
        label=gettext_lazy("Cash counted in the drawer (FCFA)"),
        help_text=gettext_lazy("Without the change that stays there from day to day."),
        min_value=-(10**12),
        max_value=10**12,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("To be written when the cash is not what is expected."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**18)


class ClosingsPage(DeskPage):
    permissions = _BOTH
    template_name = "admin/subscriptions/closing/list.html"
    title = gettext_lazy("Cash closings")

    def get_context_data(self, **kwargs):
        user = self.request.user
        may_close = user.has_perm("subscriptions.serve_readers")
        return super().get_context_data(
            rows=[_sums(row) for row in closing.visible_to(user)[:_LISTED]],
            sheet=_drawn(closing.open_sheet(user)) if may_close else None,
            **kwargs,
        )


class ClosePage(DeskPage):
    """The drawer of whoever is signed in: what is expected, what is counted, and the press."""

    template_name = "admin/subscriptions/closing/close.html"
    title = gettext_lazy("Close my cash")
    reopens = True

    def get(self, request, **kwargs):
        sheet = closing.open_sheet(request.user)
        return self._page(CountForm(initial={"seen": sheet.last_number}, label_suffix=""), sheet)

    def post(self, request, **kwargs):
        form = CountForm(request.POST, label_suffix="")
        if not is_reopened(request) and form.is_valid():
            try:
                row = closing.close(clerk=request.user, **form.cleaned_data)
            except ClosingError as refusal:
                form.add_error(None, str(refusal))
            else:
                return HttpResponseRedirect(self.address("closing", row.pk))
        sheet = closing.open_sheet(request.user)
        form.data = form.data.copy()
        form.data["seen"] = sheet.last_number  # what stands on the page that comes back
        return self._page(form, sheet, counted=form.cleaned_data.get("counted"))

    def _page(self, form, sheet, counted=None):
        wrong = None if counted is None else counted - sheet.expected
        context = self.get_context_data(
            form=form, sheet=_drawn(sheet), difference=_signed(wrong) if wrong else ""
        )
        return self.render_to_response(context)


class ClosingPage(DeskPage):
    permissions = _BOTH
    template_name = "admin/subscriptions/closing/closing.html"

    def get_context_data(self, **kwargs):
        row = get_object_or_404(closing.visible_to(self.request.user), pk=kwargs["pk"])
        return super().get_context_data(
            title=_("Closing of %(clerk)s") % {"clerk": row.clerk},
            row=_sums(row),
            sheet=_drawn(closing.sheet_of(row)),
        )


@admin.register(CashClosing)
class ClosingAdmin(PagesAdmin):
    rank = 5
    menu_name = gettext_lazy("Cash closings")
    permissions = _BOTH
    pages = (
        ("changelist", "", ClosingsPage),
        ("close", "arreter/", ClosePage),
        ("closing", "<int:pk>/", ClosingPage),
    )


def _drawn(sheet):
    """Return a sheet with its amounts as they are printed: cash, then the other methods apart."""
    return {
        "expected": francs(sheet.expected),
        "others": [
            (Method(method).label, count, francs(total))
            for method, (count, total) in sorted(sheet.totals.items())
            if method != Method.CASH
        ],
        "entries": [(entry, francs(entry.amount, entry.currency)) for entry in sheet.entries],
    }


def _sums(row):
    return {
        "closing": row,
        "expected": francs(row.expected),
        "counted": francs(row.counted),
        "difference": _signed(row.difference),
    }


def _signed(amount):
    return f"+{francs(amount)}" if amount > 0 else francs(amount)
