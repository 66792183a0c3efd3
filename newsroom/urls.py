from django.contrib import admin
from django.urls import include, path

from articles.urls import author_urlpatterns
from authors.urls import urlpatterns as author_list
from newsroom import views

handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [
    path("redaction/", admin.site.urls),
    path("sante/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/<path:path>", views.media, name="media"),
    path("auteurs/", include(([*author_list, *author_urlpatterns], "authors"))),
    path("abonnement/", include("subscriptions.urls")),
    path("", include("articles.urls")),
]
