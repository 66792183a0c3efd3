"""The rules of the contributions space, and those of whole rubrics."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.admin import PublicAdmin
from subscriptions import touching
from subscriptions.models import ContributionSpace, RubricDiscussion

_SHOWN = {"rules", "is_open_to_read", "closes_after_days", "closes_at_number"}


@admin.register(ContributionSpace)
class ContributionSpaceAdmin(PublicAdmin):
    """One row: the list leads straight to it."""

    area, rank = "readers", 8
    fieldsets = [
        (None, {"fields": ["rules", "is_open_to_read", "mode"]}),
        (
            _("What a reader may write"),
            {"fields": ["most_signs", "contributions_each", "replies_each"]},
        ),
        (_("When it closes"), {"fields": ["closes_after_days", "closes_at_number"]}),
        (_("Moderation"), {"fields": ["alarm_hours", "undo_seconds", "appeal_days"]}),
        (_("Subscriptions"), {"fields": ["grace_hours", "reminder_days"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not ContributionSpace.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def keys(self, instance, fields):
        return {touching.OFFER} if fields & _SHOWN else set()

    def gone(self, instance, fields):
        is_reserved_now = "is_open_to_read" in fields and not instance.is_open_to_read
        return {touching.READ_BY_ALL} if is_reserved_now else set()

    def changelist_view(self, request, extra_context=None):
        name = "change" if ContributionSpace.objects.exists() else "add"
        args = [1] if name == "change" else []
        return redirect(reverse(f"admin:subscriptions_contributionspace_{name}", args=args))


@admin.register(RubricDiscussion)
class RubricDiscussionAdmin(PublicAdmin):
    area, rank = "readers", 7
    list_display = ["rubric", "mode"]
    list_select_related = ["rubric"]

    def keys(self, instance, fields):
        return {touching.OFFER}
