from django.urls import path

from subscriptions.views.subscribe import SubscribePage
from subscriptions.views.voucher import VoucherPage, VoucherUsedPage

app_name = "subscriptions"
urlpatterns = [
    path("abonnement/", SubscribePage.as_view(), name="subscribe"),
    path("abonnement/bon/", VoucherPage.as_view(), name="voucher"),
    path("abonnement/bon/merci/", VoucherUsedPage.as_view(), name="voucher_used"),
]
