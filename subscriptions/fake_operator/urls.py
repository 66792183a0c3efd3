from django.urls import path

from subscriptions.fake_operator import views

app_name = "fake_operator"
urlpatterns = [
    path("v1/checkout/sessions", views.sessions, name="sessions"),
    path("v1/checkout/sessions/search", views.search, name="search"),
    path("v1/checkout/sessions/<str:pk>", views.session, name="session"),
    path("v1/checkout/sessions/<str:pk>/expire", views.expire, name="expire"),
    path("v1/checkout/sessions/<str:pk>/refund", views.refund, name="refund"),
    path("c/<str:pk>/", views.HostedPage.as_view(), name="hosted"),
]
