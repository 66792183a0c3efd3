"""The desk: one admin site, with the paper's name, its own order and its own way to sign in."""

import copy
from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from newsroom import expired, handbook
from newsroom.models import Newspaper

AREAS = {
    "copy": gettext_lazy("Texts and pictures"),
    "names": gettext_lazy("Names and shelves"),
    "readers": gettext_lazy("Readers"),
    "house": gettext_lazy("The house"),
}
"""Where a model stands on the start page: its admin says `area`, and its place as `rank`.

A screen that is more than a list of its model has a `menu_name` of its own.
"""


class ChoicesView(AutocompleteJsonView):
    """What an autocomplete proposes, named as the `choice_label(row)` of its admin says."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", None)
        return result | ({"text": label(obj)} if label else {})


class NewsroomAdminSite(AdminSite):
    """The stock admin in the paper's dress, where no form loses what was typed into it."""

    index_title = gettext_lazy("Today")
    enable_nav_sidebar = False
    empty_value_display = ""

    def each_context(self, request):
        context = super().each_context(request)
        title = Newspaper.current().title
        areas = self._areas(context["available_apps"])
        return context | {"site_title": title, "site_header": title, "areas": areas}

    def _areas(self, apps):
        """Return [(label, models)] of what this person may see, in the order of the desk's day."""
        areas = {area: [] for area in AREAS}
        for app in apps:
            for model in app["models"]:
                model_admin = self._registry[model["model"]]
                rank = getattr(model_admin, "rank", len(self._registry))
                name = getattr(model_admin, "menu_name", model["name"])
                areas[getattr(model_admin, "area", "house")].append((rank, model | {"name": name}))
        return [
            (AREAS[area], [model for _rank, model in sorted(models, key=lambda pair: pair[0])])
            for area, models in areas.items()
            if models
        ]

    def get_urls(self):
        pages = self.admin_view(self.help_view)
        return [
            path("aide/", pages, {"name": handbook.FIRST}, name="help_index"),
            path("aide/<slug:name>/", pages, name="help"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request):
        return ChoicesView.as_view(admin_site=self)(request)

    def help_view(self, request, name):
        """Show a page of the handbook, written for those who work with these screens."""
        context = self.each_context(request) | handbook.context(name)
        return TemplateResponse(request, f"admin/help/{name}.html", context)

    def admin_view(self, view, cacheable=False):
        """Let only the newsroom in; a form without a session goes back to who typed it."""
        guarded = super().admin_view(view, cacheable)

        def keeping(request, *args, **kwargs):
            if request.method == "POST":
                if not self.has_permission(request) and request.path != reverse("admin:logout"):
                    return self.ask_to_sign_in(
                        request, path=request.get_full_path(), typed=expired.encode(request.POST)
                    )
                if expired.TYPED in request.POST and (answer := expired.reopen(request, view)):
                    return answer
            return guarded(request, *args, **kwargs)

        return update_wrapper(keeping, view)

    def ask_to_sign_in(self, request, *, path, typed):
        """Show the sign-in form that carries what was posted to `path`; nothing was done there."""
        asked = copy.copy(request)
        asked.method = "GET"
        files = [file.name for file in request.FILES.values()]
        context = {
            "typed": typed,
            "files": files,
            "is_expired": True,
            "app_path": reverse("admin:login"),
            REDIRECT_FIELD_NAME: path,
        }
        response = super().login(asked, context)
        response.status_code = 403
        return response

    def login(self, request, extra_context=None):
        typed = request.POST.get(expired.TYPED, "")
        response = super().login(request, {"typed": typed} | (extra_context or {}))
        if typed and isinstance(response, HttpResponseRedirect):
            return expired.page(request, self, path=response.url, typed=typed)
        return response
