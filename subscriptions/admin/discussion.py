"""The contributions of one article: open, closed, moderated otherwise, and the extract."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.admin import PublicAdmin
from newsroom.numbers import whole
from newsroom.pagination import CountlessChangeList, CountlessPaginator
from subscriptions import touching
from subscriptions.models import Contribution, Discussion


class DiscussionForm(forms.ModelForm):
    extract_number = forms.CharField(
        label=gettext_lazy("extract shown to everybody"),
        required=False,
        help_text=gettext_lazy(
            "The number of a contribution to this article that readers see; empty: none. It can be "
            "chosen on the screen of that contribution as well."
        ),
    )

    class Meta:
        model = Discussion
        fields = ["article", "mode"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["extract_number"].initial = self.instance.extract_id

    def clean(self):
        cleaned = super().clean()
        typed = cleaned.get("extract_number", "").strip()
        article = cleaned.get("article") or getattr(self.instance, "article", None)
        shown = Contribution.objects.filter(
            pk=whole(typed), article=article, state=Contribution.State.APPROVED
        ).first()
        if typed and shown is None:
            words = _("Readers see no contribution of this number under this article.")
            self.add_error("extract_number", words)
        self.instance.extract = shown
        return cleaned


@admin.register(Discussion)
class DiscussionAdmin(PublicAdmin):
    area, rank = "readers", 5
    form = DiscussionForm
    fields = ["article", "mode", "extract_number"]
    list_display = ["article", "mode", "shown_count"]
    list_filter = ["mode"]
    list_select_related = ["article"]
    list_per_page = 50
    paginator = CountlessPaginator
    autocomplete_fields = ["article"]
    search_fields = ["article__headline"]

    def save_model(self, request, obj, form, change):
        """Write of an old row what the form holds: more may be shown by now than when it opened."""
        if change:
            obj.save(update_fields=["mode", "extract"])
        else:
            super().save_model(request, obj, form, change)

    def keys(self, instance, fields):
        return {touching.discussion(instance.article_id)}

    def get_readonly_fields(self, request, obj=None):
        return ["article"] if obj else []

    def get_changelist(self, request, **kwargs):
        return CountlessChangeList

    def has_delete_permission(self, request, obj=None):
        return False
