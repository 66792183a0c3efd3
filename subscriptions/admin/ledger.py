"""« Comptabilité » : what came in today and this month, every entry, and the accountant’s file."""

import datetime

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Sum
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.calendar import midnight
from newsroom.models import User
from newsroom.money import francs
from newsroom.numbers import whole
from subscriptions.admin.desk import DeskPage, PagesAdmin
from subscriptions.billing import accounts_export
from subscriptions.models import LedgerEntry, Method

_SHOWN = 50  # entries of a page
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2999, 12, 31)  # days one may ask for
_BEFORE = "avant"  # the receipt number after which a page begins


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        validators=[MinValueValidator(_FIRST), MaxValueValidator(_LAST)],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class FilterForm(forms.Form):
    """Which entries: days in the paper's zone, both included."""

    du = _day(gettext_lazy("From"))
    au = _day(gettext_lazy("To"))
    moyen = forms.ChoiceField(
        label=gettext_lazy("Method"),
        required=False,
        choices=[("", gettext_lazy("all")), *Method.choices],
    )
    agent = forms.ModelChoiceField(
        User.objects.filter(pk__in=LedgerEntry.objects.order_by().values("clerk")).order_by("name"),
        label=gettext_lazy("Clerk"),
        required=False,
        empty_label=gettext_lazy("all"),
    )

    def entries(self):
        """Return the entries that the form asks for; a field that makes no sense asks nothing."""
        self.is_valid()
        asked, rows = self.cleaned_data, LedgerEntry.objects.all()
        if asked.get("du"):
            rows = rows.filter(at__gte=midnight(asked["du"]))
        if asked.get("au"):
            rows = rows.filter(at__lt=midnight(asked["au"] + datetime.timedelta(days=1)))
        if asked.get("moyen"):
            rows = rows.filter(method=asked["moyen"])
        if asked.get("agent"):
            rows = rows.filter(clerk=asked["agent"])
        return rows

    @property
    def is_narrow(self):
        """Whether somebody chose anything: the whole ledger is not added up for a look at it."""
        return any(self.cleaned_data.values())


class LedgerPage(DeskPage):
    permissions = ("subscriptions.see_accounts",)
    template_name = "admin/subscriptions/ledger/list.html"
    title = gettext_lazy("Bookkeeping")

    def get_context_data(self, **kwargs):
        form = FilterForm(self.request.GET, label_suffix="")
        entries = form.entries()
        rows, next_query = self._page(entries)
        return super().get_context_data(
            form=form,
            rows=[(row, francs(row.amount, row.currency)) for row in rows],
            next_query=next_query,
            totals=_by_method(entries) if form.is_narrow else None,
            figures=_figures(),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _page(self, entries):
        """Return the entries of this page, newest first, and the query of the next one."""
        if before := whole(self.request.GET.get(_BEFORE, "")):
            entries = entries.filter(number__lt=before)
        entries = entries.select_related("clerk", "reverses").order_by("-number")
        rows = list(entries[: _SHOWN + 1])
        if len(rows) <= _SHOWN:
            return rows, ""
        query = self.request.GET.copy()
        query[_BEFORE] = rows[_SHOWN - 1].number
        return rows[:_SHOWN], query.urlencode()


class ExportPage(DeskPage):
    """The entries that the list shows, as a file."""

    permissions = ("subscriptions.see_accounts",)

    def get(self, request, **kwargs):
        lines = accounts_export.export(FilterForm(request.GET).entries())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"comptes-{timezone.localdate():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


@admin.register(LedgerEntry)
class LedgerAdmin(PagesAdmin):
    rank = 4
    menu_name = gettext_lazy("Bookkeeping")
    permissions = ("subscriptions.see_accounts",)
    pages = (("changelist", "", LedgerPage), ("export", "exporter/", ExportPage))


def _figures():
    """Return [(label, sums)]: what came in today and since the first of the month."""
    today = timezone.localdate()
    periods = [(_("Today"), today), (_("This month"), today.replace(day=1))]
    return [
        (label, _by_method(LedgerEntry.objects.filter(at__gte=midnight(start))))
        for label, start in periods
    ]


def _by_method(entries):
    """Return {"rows": [(method, amount)], "total": amount}, each amount as it is printed."""
    sums = entries.order_by().values_list("method").annotate(total=Sum("amount"))
    sums = dict(sums)
    return {
        "rows": [(method.label, francs(sums[method.value])) for method in Method if method in sums],
        "total": francs(sum(sums.values())),
    }
