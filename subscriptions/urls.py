from django.urls import path

from subscriptions.views.account import AccountHome, MessagesPage, PaymentsPage, SettingsPage
from subscriptions.views.appeal import AppealPage
from subscriptions.views.contributing import (
    EditPage,
    NamePage,
    ReplyPage,
    ReportPage,
    WithdrawPage,
    WritePage,
)
from subscriptions.views.contributions import (
    ContributionsPage,
    ContributionsPart,
    DiscussionPage,
    DiscussionPart,
)
from subscriptions.views.my_contributions import MyContributionsPage
from subscriptions.views.my_data import DeletedPage, DeletePage, MyDataPage
from subscriptions.views.paying import AttemptPage, LeavePage, NotificationView, ReceiptPage
from subscriptions.views.reserved import ReadPage, RestPart
from subscriptions.views.stop_mail import StopMailPage
from subscriptions.views.subscribe import ChoosePage, OpenedPage, PlansPage, SubscribePage
from subscriptions.views.voucher import VoucherPage, VoucherUsedPage


def _discussion(address, page, part, name):
    """Return the addresses of a discussion: its newest page, older ones, the replies to one."""
    view = part.as_view()
    replies = f"{address}reponses/<number:pk>/"
    return [
        path(address, page.as_view(), name=name),
        path(f"{address}avant/<number:before>/", view, name=f"{name}_before"),
        path(replies, view, name=f"{name}_replies"),
        path(f"{replies}apres/<number:after>/", view, name=f"{name}_replies_after"),
    ]


_ARTICLE = "contributions/<number:number>/"
_ONE = f"{_ARTICLE}<number:pk>/"

app_name = "subscriptions"
urlpatterns = [
    path("abonnement/", SubscribePage.as_view(), name="subscribe"),
    path("abonnement/formules/", PlansPage.as_view(), name="plans"),
    path("abonnement/<number:plan>/", ChoosePage.as_view(), name="choose"),
    path("abonnement/ouvert/", OpenedPage.as_view(), name="opened"),
    path("abonnement/paiement/<slug:reference>/", AttemptPage.as_view(), name="attempt"),
    path("abonnement/paiement/<slug:reference>/aller/", LeavePage.as_view(), name="leave"),
    path("abonnement/recu/<number:number>/", ReceiptPage.as_view(), name="receipt"),
    path("abonnement/notifications/<slug:method>/", NotificationView.as_view(), name="notify"),
    path("abonnement/bon/", VoucherPage.as_view(), name="voucher"),
    path("abonnement/bon/merci/", VoucherUsedPage.as_view(), name="voucher_used"),
    path("compte/", AccountHome.as_view(), name="account"),
    path("compte/contributions/", MyContributionsPage.as_view(), name="my_contributions"),
    path("compte/contributions/recours/<number:number>/", AppealPage.as_view(), name="appeal"),
    path("compte/donnees/", MyDataPage.as_view(), name="my_data"),
    path("compte/donnees/supprimer/", DeletePage.as_view(), name="delete_account"),
    path("compte/supprime/", DeletedPage.as_view(), name="account_deleted"),
    path("compte/messages/", MessagesPage.as_view(), name="messages"),
    path("compte/paiements/", PaymentsPage.as_view(), name="payments"),
    path("compte/reglages/", SettingsPage.as_view(), name="settings"),
    path("contributions/nom/", NamePage.as_view(), name="pen_name"),
    path("contributions/stop/<uuid:mail_key>/", StopMailPage.as_view(), name="stop_mail"),
    *_discussion(_ARTICLE, ContributionsPage, ContributionsPart, "contributions"),
    *_discussion(f"{_ARTICLE}lire/", DiscussionPage, DiscussionPage, "discussion"),
    path(f"{_ARTICLE}fragment/", DiscussionPart.as_view(), name="fragment"),
    path(f"{_ARTICLE}ecrire/", WritePage.as_view(), name="write"),
    path(f"{_ONE}repondre/", ReplyPage.as_view(), name="reply"),
    path(f"{_ONE}modifier/", EditPage.as_view(), name="edit"),
    path(f"{_ONE}retirer/", WithdrawPage.as_view(), name="withdraw"),
    path(f"{_ONE}signaler/", ReportPage.as_view(), name="report"),
    path("lire/<number:number>/", ReadPage.as_view(), name="read"),
    path("lire/<number:number>/suite/", RestPart.as_view(), name="rest"),
]
