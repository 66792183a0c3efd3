"""« Bons » : make vouchers and print them now, hand them to a kiosk, see what became of them."""

import csv
import uuid

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import BigIntegerField, Count, F, Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.expired import is_reopened
from newsroom.models import Newspaper
from newsroom.money import francs
from subscriptions.admin.desk import AskPage, DeskPage, PagesAdmin
from subscriptions.admin.office_forms import PlanField, ReasonForm
from subscriptions.billing import accounts_export, voucher_codes, vouchers
from subscriptions.billing.vouchers import VoucherError
from subscriptions.models import Voucher, VoucherBatch

_A_PAGE = 15  # vouchers of a sheet: three beside each other, five below (63 × 55 mm)
_LISTED = 200  # batches, newest first


class BatchForm(forms.Form):
    plan = PlanField(label=gettext_lazy("Plan"))
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=vouchers.MOST)
    kiosk = forms.CharField(label=gettext_lazy("Kiosk"), max_length=120)
    valid_until = forms.DateField(
        label=gettext_lazy("Can be used until (may stay empty)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    output = forms.ChoiceField(
        label=gettext_lazy("I want"),
        choices=[
            ("sheet", gettext_lazy("a sheet to print here")),
            ("file", gettext_lazy("a file for the printer")),
        ],
        initial="sheet",
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class BatchesPage(DeskPage):
    permissions = ("subscriptions.view_voucherbatch",)
    template_name = "admin/subscriptions/vouchers/list.html"
    title = gettext_lazy("Vouchers")

    def get_context_data(self, **kwargs):
        batches = _counted(VoucherBatch.objects.all())[:_LISTED]
        rows = [_facts(batch) for batch in batches]
        return super().get_context_data(rows=rows, kiosks=_kiosks(), **kwargs)


class MakePage(AskPage):
    """The answer itself holds the codes, once: it is a sheet, or a file for the printer."""

    permissions = ("subscriptions.add_voucherbatch",)
    title = gettext_lazy("Make vouchers")
    back = gettext_lazy("Back to the vouchers")
    form_class = BatchForm

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if is_reopened(request) or not form.is_valid():
            return self.ask(form)
        asked = dict(form.cleaned_data)
        wants_file = asked.pop("output") == "file"
        try:
            batch, codes = vouchers.create_batch(by=request.user, **asked)
        except VoucherError as refusal:
            form.add_error(None, str(refusal))
            return self.ask(form)
        printed = list(zip(batch.vouchers.all(), map(voucher_codes.printed, codes), strict=True))
        return _file(batch, printed) if wants_file else self._sheet(batch, printed)

    def about(self):
        return [_("Nothing is kept of the codes: print them as soon as they appear.")]

    def back_to(self):
        return self.address("changelist")

    def _sheet(self, batch, printed):
        context = {
            "batch": batch,
            "value": francs(batch.value, batch.currency),
            "pages": [printed[at : at + _A_PAGE] for at in range(0, len(printed), _A_PAGE)],
            "where": _where(),
            "paper": Newspaper.current(),
            "batch_url": self.address("batch", batch.pk),
        }
        template = "admin/subscriptions/vouchers/sheet.html"
        return TemplateResponse(self.request, template, context)


class BatchPage(DeskPage):
    permissions = ("subscriptions.view_voucherbatch",)
    template_name = "admin/subscriptions/vouchers/batch.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(_counted(VoucherBatch.objects.all()), pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        serials = self.batch.vouchers.order_by("serial").values_list("serial", flat=True)
        return super().get_context_data(
            title=_("Vouchers no. %(first)d to %(last)d")
            % {"first": serials.first(), "last": serials.last()},
            row=_facts(self.batch),
            used=self.batch.vouchers.exclude(redeemed_at=None).select_related("redeemed_by"),
            **kwargs,
        )

    def post(self, request, **kwargs):
        """Put the batch on sale."""
        try:
            vouchers.activate(batch=self.batch, by=request.user)
        except VoucherError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("On sale: readers can use these vouchers."))
        return HttpResponseRedirect(request.path)


class CancelPage(AskPage):
    permissions = ("subscriptions.change_voucherbatch",)
    title = gettext_lazy("Cancel these vouchers")
    form_class = ReasonForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(VoucherBatch, pk=kwargs["pk"])

    def about(self):
        words = _("Nobody can use them any more; days that were given stay. It cannot be undone.")
        return [str(self.batch), words]

    def act(self, form):
        vouchers.cancel(batch=self.batch, by=self.request.user, **form.cleaned_data)
        return _("These vouchers are cancelled.")

    def back_to(self):
        return self.address("batch", self.batch.pk)


@admin.register(VoucherBatch)
class VoucherAdmin(PagesAdmin):
    rank = 3
    menu_name = gettext_lazy("Vouchers")
    permissions = ("subscriptions.view_voucherbatch",)
    pages = (
        ("changelist", "", BatchesPage),
        ("add", "ajouter/", MakePage),
        ("batch", "lot/<int:pk>/", BatchPage),
        ("cancel", "lot/<int:pk>/annuler/", CancelPage),
    )

    def has_add_permission(self, request):
        return request.user.has_perm("subscriptions.add_voucherbatch")


# --- What the pages tell -------------------------------------------------------------------------
def _counted(batches):
    return batches.annotate(used=Count("vouchers", filter=Q(vouchers__redeemed_at__isnull=False)))


def _facts(batch):
    return {
        "batch": batch,
        "value": francs(batch.value, batch.currency),
        "state": _state(batch),
        "can_sell": not (batch.activated_at or batch.cancelled_at),
        "can_cancel": not batch.cancelled_at,
    }


def _state(batch):
    if batch.cancelled_at:
        return _("cancelled")
    return _("on sale") if batch.activated_at else _("not on sale yet")


def _kiosks():
    """Return {kiosk, sold, used, sold_value, used_value}: vouchers that stand are on sale."""
    standing = Q(activated_at__isnull=False, cancelled_at__isnull=True)
    sold = (
        VoucherBatch.objects.filter(standing)
        .values("kiosk")
        .annotate(
            number=Sum("count"), francs=Sum(F("count") * F("value"), output_field=BigIntegerField())
        )
    )
    used = Voucher.objects.filter(redeemed_at__isnull=False).values(kiosk=F("batch__kiosk"))
    used = used.annotate(number=Count("pk"), francs=Sum("batch__value"))
    sold, used = ({row["kiosk"]: row for row in rows.order_by()} for rows in (sold, used))
    nothing = {"number": 0, "francs": 0}
    return [
        {
            "kiosk": kiosk,
            "sold": sold.get(kiosk, nothing)["number"],
            "sold_value": francs(sold.get(kiosk, nothing)["francs"]),
            "used": used.get(kiosk, nothing)["number"],
            "used_value": francs(used.get(kiosk, nothing)["francs"]),
        }
        for kiosk in sorted(sold.keys() | used.keys())
    ]


def _where():
    """Return the address of the page for vouchers, as it is typed into a telephone."""
    return (settings.SITE_URL + reverse("subscriptions:voucher")).partition("://")[2]


def _file(batch, printed):
    """Return the serials and codes as a file for a printer, which nobody can ask for again."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"bons-{batch.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Serial"), _("Code"), _("Value (FCFA)"), _("Plan"), _("Kiosk"), _("Until")])
    until = f"{batch.valid_until:%d/%m/%Y}" if batch.valid_until else ""
    label, kiosk = accounts_export.text(batch.label), accounts_export.text(batch.kiosk)
    for voucher, code in printed:
        writer.writerow([voucher.serial, code, batch.value, label, kiosk, until])
    return response
