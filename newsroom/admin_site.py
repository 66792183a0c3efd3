"""The desk: one admin site, with the paper's name, its own order and its own way to sign in."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from newsroom import expired, handbook
from newsroom.accounts import desk
from newsroom.models import Newspaper
from newsroom.pages import private

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

    def has_permission(self, request):
        """Let staff in who have taken every step of signing in."""
        return super().has_permission(request) and not desk.is_second_step_missing(request)

    def admin_view(self, view, cacheable=False):
        """Let only the newsroom in; a form without a session goes back to who typed it."""
        guarded = super().admin_view(view, cacheable)

        def keeping(request, *args, **kwargs):
            is_in = self.has_permission(request)
            if is_in:
                desk.stay(request)
            if request.method == "POST":
                if not is_in and request.path != reverse("admin:logout"):
                    return self.ask_to_sign_in(
                        request, path=request.get_full_path(), typed=expired.encode(request.POST)
                    )
                if expired.TYPED in request.POST and (answer := expired.reopen(request, view)):
                    return answer
            return guarded(request, *args, **kwargs)

        return update_wrapper(keeping, view)

    def ask_to_sign_in(self, request, *, path, typed):
        """Show the sign-in form that carries what was posted to `path`; nothing was done there."""
        files = [file.name for file in request.FILES.values()]
        door = desk.Door(self, request, path=path, typed=typed, files=files, is_expired=True)
        return door.show(status=403)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        return desk.Door(self, request).answer()

    def logout(self, request, extra_context=None):
        return private(request, super().logout(request, extra_context))
