from django import forms
from django.contrib import admin

from newsroom.admin import PublicAdmin
from newsroom.francs_field import FrancsField
from newsroom.money import francs
from subscriptions import touching
from subscriptions.models import Plan


class PlanForm(forms.ModelForm):
    class Meta:
        field_classes = {"price": FrancsField}


@admin.register(Plan)
class PlanAdmin(PublicAdmin):
    """Plans are archived rather than deleted: receipts and attempts name them for ever."""

    area = "readers"
    rank = 9
    form = PlanForm
    list_display = ["name", "days", "shown_price", "is_trial", "is_offered", "position"]
    list_editable = ["is_offered", "position"]
    search_fields = ["name"]
    fields = ["name", "days", "price", "is_trial", "is_offered", "position"]

    def keys(self, instance, fields):
        return {touching.OFFER}

    @admin.display(description=Plan._meta.get_field("price").verbose_name)
    def shown_price(self, plan):
        return francs(plan.price, plan.currency)

    def has_delete_permission(self, request, obj=None):
        return False
