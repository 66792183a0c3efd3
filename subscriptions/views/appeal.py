"""The appeal against the refusal of a contribution: once, judged by another moderator."""

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.pages import private
from subscriptions.contributions import my_contributions
from subscriptions.moderation import judging
from subscriptions.views.account import AccountPage


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("What should the person who looks at it again know?"),
        help_text=_("You may leave this empty. 1,000 signs at most."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AppealPage(AccountPage):
    """Asks another moderator to look again, once. What he may not appeal against is not there."""

    template_name = "subscriptions/account/appeal.html"

    def get(self, request, number):
        return self.page(request, {"mine": self._mine(number), "form": AppealForm()})

    def post(self, request, number):
        mine, form = self._mine(number), AppealForm(request.POST)
        if not form.is_valid():
            return self.page(request, {"mine": mine, "form": form}, status=422)
        words = form.cleaned_data["words"]
        try:
            judging.appeal(judgement=mine.refusal, user=request.user, words=words)
        except judging.JudgingError as error:
            form.add_error(None, str(error))
            return self.page(request, {"mine": mine, "form": form}, status=409)
        return private(request, HttpResponseRedirect(reverse("subscriptions:my_contributions")))

    def _mine(self, number):
        mine = my_contributions.refusal_to_appeal(self.request.user, number)
        if mine is None:
            raise Http404
        return mine
