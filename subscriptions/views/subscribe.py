"""How to subscribe: what it costs, and how to reach the subscription office."""

from newsroom.pages import PublicPage
from subscriptions.models import Plan


class SubscribePage(PublicPage):
    template_name = "subscriptions/subscribe.html"
    styles = ("base", "page")

    def context(self):
        return {"plans": Plan.objects.filter(is_offered=True)}
