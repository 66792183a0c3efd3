from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.admin.filing import FilingPage, ReceivedPage
from articles.urls import author_urlpatterns
from authors.urls import urlpatterns as author_list
from newsroom import views
from newsroom.demo.example import example_copy
from newsroom.state.views import StatePage

handler404 = "newsroom.views.not_found"
handler429 = "newsroom.accounts.views.page.too_many"  # asked for by allauth
handler500 = "newsroom.views.server_error"

file_copy = admin.site.admin_view(FilingPage.as_view(example=example_copy))
copy_received = admin.site.admin_view(ReceivedPage.as_view())
site_state = admin.site.admin_view(StatePage.as_view())

urlpatterns = [
    path("redaction/deposer/", file_copy, name="file_copy"),
    path("redaction/deposer/<int:pk>/", copy_received, name="copy_received"),
    path("redaction/etat/", site_state, name="site_state"),
    path("redaction/", admin.site.urls),
    path("sante/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/<path:path>", views.media, name="media"),
    path("auteurs/", include(([*author_list, *author_urlpatterns], "authors"))),
    path("compte/", include("newsroom.accounts.urls")),
    path("", include("subscriptions.urls")),
    path("", include("articles.urls")),
]

if settings.FAKE_OPERATOR:
    urlpatterns.insert(0, path("faux-operateur/", include("subscriptions.fake_operator.urls")))
