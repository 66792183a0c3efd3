from django.urls import path

from subscriptions.views.subscribe import SubscribePage

app_name = "subscriptions"
urlpatterns = [
    path("abonnement/", SubscribePage.as_view(), name="subscribe"),
]
