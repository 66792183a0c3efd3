"""The sanctions that were decided, to be read; they are decided and lifted beside a text."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom import verbs
from newsroom.admin.base import LongListAdmin
from subscriptions.models import Sanction


@admin.register(Sanction)
class SanctionAdmin(LongListAdmin):
    area, rank = "readers", 6
    list_display = ["reader", "kind", "reason", "by", "since", "until", "lifted"]
    list_display_links = None
    list_filter = ["kind"]
    list_select_related = ["user", "by", "lifted_by"]
    search_fields = ["user__name", "reason"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("subscriptions.moderate_contribution")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("reader"))
    def reader(self, sanction):
        texts = reverse(
            "admin:subscriptions_contribution_changelist",
            query={"file": "all", "lecteur": sanction.user_id},
        )
        return format_html('<a href="{}">{}</a>', texts, sanction.user)

    @admin.display(description=_("since"))
    def since(self, sanction):
        return verbs.moment(sanction.at)

    @admin.display(description=_("until"))
    def until(self, sanction):
        if sanction.kind == Sanction.Kind.WARNING:
            return ""
        return verbs.moment(sanction.ends_at) if sanction.ends_at else "–"

    @admin.display(description=_("lifted"))
    def lifted(self, sanction):
        if sanction.lifted_at is None:
            return ""
        return f"{verbs.moment(sanction.lifted_at)}, {sanction.lifted_by}"
