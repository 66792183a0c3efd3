"""A desk with nothing on it but the writing surface: the addresses of `test_editor`.

The forms are Django's own, so that what is tried is the field as any admin gets it.
"""

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import JsonResponse
from django.urls import path

from articles.models import Article, Photo
from newsroom import editor, urls

# One pixel, the colour of laterite.
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNcIGH9HwAEOAIfrrCoAA"
    "AAAElFTkSuQmCC"
)


class CardAdmin(ModelAdmin):
    """Answers the editor's questions about a row, as the real admins do."""

    # Not those of the real admins, which would be found by the names of the models.
    change_form_template = "admin/change_form.html"
    change_list_template = "admin/change_list.html"

    def get_urls(self):
        return [path("<int:number>/card/", self.card_view), *super().get_urls()]

    def card_view(self, request, number):
        return JsonResponse(self.card(self.get_queryset(request).get(pk=number)))


class ArticleAdmin(CardAdmin):
    fields = ["rubric", "headline", "body", "editors_note"]

    def card(self, article):
        return {"heading": article.headline, "state": "Brouillon"}

    def changeform_view(self, *args, **kwargs):
        response = super().changeform_view(*args, **kwargs)
        response.csp = editor.csp()
        return response


class PhotoAdmin(CardAdmin):
    fields = ["caption"]

    def card(self, photo):
        missing = [] if photo.credit else ["crédit"]
        words = {"caption": photo.caption, "credit": photo.credit}
        return {"thumbnail": PIXEL, "missing": missing} | words


site = AdminSite(name="admin")
site.register(Article, ArticleAdmin)
site.register(Photo, PhotoAdmin)

urlpatterns = [path("redaction/", site.urls), *urls.urlpatterns[1:]]
