"""An untouched Django admin with a searching box: the addresses of the comparison with ours."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from articles.models import Photo
from authors.models import Author
from newsroom import urls


class AuthorAdmin(ModelAdmin):
    search_fields = ["name"]


class PhotoAdmin(ModelAdmin):
    autocomplete_fields = ["photographer"]


site = AdminSite(name="admin")
site.register(Author, AuthorAdmin)
site.register(Photo, PhotoAdmin)

urlpatterns = [path("redaction/", site.urls), *urls.urlpatterns]
