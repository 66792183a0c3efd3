"""The reader's data: all of it to take away, and the end of the account."""

from django import forms
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.limits import is_over
from newsroom.pages import PrivatePage, private
from subscriptions.models import Attempt
from subscriptions.personal_data import deleting, exporting
from subscriptions.standing import standing_of
from subscriptions.views.account import AccountPage

_EXPORTS = 10  # in an hour: each reads all tables


class MyDataPage(AccountPage):
    """Hands the export over on POST, so that no link of somebody else's starts it."""

    template_name = "subscriptions/account/data.html"

    def get(self, request):
        return self.page(request, {"why_not": deleting.why_not(request.user)})

    def post(self, request):
        if is_over("export", request.user.pk, most=_EXPORTS, seconds=3600):
            return self.page(request, {"is_over": True}, status=429)
        archive = exporting.archive(request.user)
        response = HttpResponse(archive, content_type="application/zip")
        name = f"mes-donnees-{timezone.localdate():%Y-%m-%d}.zip"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return private(request, response)


class DeletionForm(forms.Form):
    """What is to become of the contributions, and the word that it is meant."""

    KEEP, REMOVE = "keep", "remove"

    contributions = forms.ChoiceField(
        label=_("Your contributions"),
        choices=[
            (KEEP, _("They stay without my name, under “Former subscriber”.")),
            (REMOVE, _("They are removed: their texts are deleted, replies of others stay.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is to become of your contributions.")},
    )
    is_meant = forms.BooleanField(
        label=_("Delete my account for good"),
        error_messages={"required": _("Tick this box if you really want to delete the account.")},
    )


class DeletePage(AccountPage):
    template_name = "subscriptions/account/delete.html"

    def get(self, request):
        return self._shown(DeletionForm())

    def post(self, request):
        form = DeletionForm(request.POST)
        if not form.is_valid():
            return self._shown(form, status=422)
        keeps = form.cleaned_data["contributions"] == DeletionForm.KEEP
        try:
            deleting.delete_account(user=request.user, keeps_contributions=keeps)
        except deleting.NotDeletable as error:
            form.add_error(None, str(error))
            return self._shown(form, status=409)
        logout(request)
        return private(request, HttpResponseRedirect(reverse("subscriptions:account_deleted")))

    def _shown(self, form, **more):
        user = self.request.user
        context = {
            "form": form,
            "why_not": deleting.why_not(user),
            "standing": standing_of(user),
            "pending": Attempt.objects.filter(user=user, state__in=Attempt.OPEN).first(),
        }
        return self.page(self.request, context, **more)


class DeletedPage(PrivatePage):
    """Says good-bye; nothing in it is about anybody."""

    template_name = "subscriptions/account/deleted.html"
