"""The reader's own contributions in his account."""

from subscriptions.contributions import my_contributions
from subscriptions.views.account import AccountPage


class MyContributionsPage(AccountPage):
    template_name = "subscriptions/account/contributions.html"

    def context(self):
        rows = my_contributions.of(self.request.user).select_related("parent")
        contributions, more = self.older(rows)
        return {"mine": my_contributions.told(contributions), "more": more}
