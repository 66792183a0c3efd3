from django.contrib import admin

from newsroom.admin import PublicAdmin
from subscriptions.models import Plan


@admin.register(Plan)
class PlanAdmin(PublicAdmin):
    rank = 2
    list_display = ["name", "days", "price", "is_offered", "position"]
    list_editable = ["is_offered", "position"]
    search_fields = ["name"]
