"""« La Une » : who opens the front page, who stands second, in which order; without script."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles import front
from articles.admin.article_list import heading
from articles.admin.standing import Standing
from articles.models import Article, FrontPlacement
from newsroom.numbers import whole

_LEAD, _SECOND = FrontPlacement.Slot.LEAD, FrontPlacement.Slot.SECOND
_STEPS = {"up": -1, "down": 1}


@admin.register(FrontPlacement)
class FrontPlacementAdmin(admin.ModelAdmin):
    """One page with all places; the verbs of `articles.front` do what its buttons say."""

    area, rank = "copy", 2

    def get_urls(self):
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="articles_frontplacement_changelist")]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.place_article")

    has_view_permission = has_change_permission

    def has_delete_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._act(request)
        placed = Article.objects.with_state().filter(front_placement__isnull=False)
        placed = placed.select_related("rubric", "front_placement")
        rows = [_row(article) for article in placed.order_by("front_placement__position")]
        composed = front.composed_front()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Front page"),
            "lead": next((row for row in rows if row["slot"] == _LEAD), None),
            "seconds": [row for row in rows if row["slot"] == _SECOND],
            "shown_lead": composed.lead,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/frontplacement/change_list.html", context)

    def _act(self, request):
        number = whole(request.POST.get("article", ""))
        placements = FrontPlacement.objects.select_related("article")
        placement = get_object_or_404(placements, article=number)
        article, by = placement.article, request.user
        match request.POST.get("do"):
            case "up" | "down" as direction:
                front.move(article=article, by=by, step=_STEPS[direction])
            case "lead":
                front.place(article=article, slot=_LEAD, by=by)
            case "second":
                front.place(article=article, slot=_SECOND, by=by)
            case "remove":
                front.unplace(article=article, by=by)
        return HttpResponseRedirect(request.path)


def _row(article):
    return {
        "article": article,
        "heading": heading(article),
        "standing": Standing(article),
        "slot": article.front_placement.slot,
    }
