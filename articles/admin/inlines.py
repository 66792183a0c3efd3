"""The rows under an article: who signs, and what to read with it."""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from articles.admin.article_list import heading
from articles.admin.reach import as_readers_see, choosable_by
from articles.admin.widgets import DeskAutocomplete, TypedAutocomplete, article_number, unwrapped
from articles.models import Byline, RelatedLink

_MOST_ROWS = 40


class OrderedFormSet(BaseInlineFormSet):
    """Rows with an order that may be left empty, and that outlive a colleague's deletion.

    A row without a number comes after the others. A row that somebody else deleted while it was on
    the screen is saved as a new one: who insists on his version must not be stopped by it.
    """

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if hasattr(form, "cleaned_data")]
        last = max([form.cleaned_data.get("position") or 0 for form in rows], default=0)
        for form in rows:
            if form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.is_bound and form.instance.pk is None:
            form.fields[self._pk_field.name] = forms.Field(required=False, widget=forms.HiddenInput)

    @property
    def initial_forms(self):
        return [form for form in super().initial_forms if form.instance.pk]

    @property
    def extra_forms(self):
        return [form for form in self.forms if not form.instance.pk]


class OrderedForm(forms.ModelForm):
    position = forms.IntegerField(
        label=_("Order"), required=False, min_value=0, max_value=_MOST_ROWS * 10
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["position"] = None


class OrderedInline(admin.StackedInline):
    """`template` lays a row out as a line of labelled fields, on a phone one below the other.

    `add_text` is the link that adds a row where a script runs.
    """

    add_text = ""
    template = "admin/articles/article/inline.html"
    form = OrderedForm
    formset = OrderedFormSet
    extra = 1
    max_num = _MOST_ROWS

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return unwrapped(super().formfield_for_dbfield(db_field, request, **kwargs))

    # Who may change the text may change its rows: the article's admin decides, in one place.
    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj):
        return True

    def has_change_permission(self, request, obj=None):
        return True

    def has_delete_permission(self, request, obj=None):
        return True


class BylineInline(OrderedInline):
    model = Byline
    verbose_name_plural = _("Who signs")
    add_text = _("One more signature")
    fields = ["author", "signed_as", "role", "place", "shown_as", "position"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = DeskAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")


class RelatedLinkInline(OrderedInline):
    model = RelatedLink
    fk_name = "article"
    verbose_name_plural = _("See also")
    add_text = _("One more text")
    fields = ["target", "position"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = as_readers_see(
            choosable_by(request.user).select_related("rubric"), request.user
        )
        kwargs["widget"] = TypedAutocomplete(
            db_field, self.admin_site, find=article_number, hint=_("Number or address of a text")
        )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.label_from_instance = heading
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target")
