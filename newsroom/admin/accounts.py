"""Accounts and their roles. A role is a group that `newsroom.roles` writes, edited by nobody."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import verbs
from newsroom.accounts import desk
from newsroom.accounts.fields import PhoneField
from newsroom.admin.base import LongListAdmin
from newsroom.admin.seen import SeenAdmin
from newsroom.models import JournalEntry, User
from newsroom.roles import ROLES

# What allauth would show here: addresses, second factors and sessions, to be changed at will.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])

_ROLE_ORDER = Case(*[When(name=role.group, then=n) for n, role in enumerate(ROLES.values())])


class RolesField(forms.ModelMultipleChoiceField):
    """The roles as boxes to tick, in the order in which they are written as code."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset, **kwargs):
        known = queryset.filter(name__in=[role.group for role in ROLES.values()])
        kwargs |= {
            "label": _("Roles"),
            "help_text": _("What each role may do stands in the help. Several are possible."),
        }
        super().__init__(known.order_by(_ROLE_ORDER), **kwargs)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role.code, role.group) for role in ROLES.values()]

    def queryset(self, request, queryset):
        role = ROLES.get(self.value())
        return queryset.filter(groups__name=role.group) if role else queryset


class EmailMixin:
    def clean_email(self):
        """Refuse an address that somebody has, however it is written."""
        email = (self.cleaned_data["email"] or "").lower()
        if email and User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody already has an account with this address."))
        return email or None


class UserForm(EmailMixin, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"
        field_classes = {"groups": RolesField}

    phone = PhoneField(label=_("Telephone number"), required=False)

    def save(self, commit=True):
        """Take what was confirmed of another number or address as unconfirmed again."""
        if "phone" in self.changed_data:
            self.instance.phone_confirmed_at = None
        if "email" in self.changed_data:
            EmailAddress.objects.filter(user=self.instance).delete()
        return super().save(commit)


class NewUserForm(EmailMixin, BaseUserCreationForm):
    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ["email", "name", "is_staff", "groups"]
        field_classes = {"groups": RolesField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = self.fields["name"].required = True
        self.fields["is_staff"].initial = True


@admin.register(User)
class UserAdmin(SeenAdmin, LongListAdmin, StockUserAdmin):
    """Accounts. Only a superuser meets superusers and single permissions: a role is enough."""

    rank = 3
    form = UserForm
    add_form = NewUserForm
    add_form_template = "admin/change_form.html"
    ordering = ["name", "email"]
    list_display = ["__str__", "email", "roles", "access"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["email", "name", "phone"]
    search_help_text = _("Name, e-mail address or telephone number")
    filter_horizontal = []
    readonly_fields = ["phone_state", "second_step", "last_login", "joined_at"]
    add_fieldsets = [
        (None, {"fields": ["name", "email", "password1", "password2"]}),
        (_("Rights"), {"fields": ["is_staff", "groups"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rights = ["is_staff", "is_active", "groups"]
        if request.user.is_superuser:
            rights += ["is_superuser", "user_permissions"]
        return [
            (None, {"fields": ["name", "email", "phone", "phone_state", "password"]}),
            (_("Signing in"), {"fields": ["second_step"]}),
            (_("Rights"), {"fields": rights}),
            (_("Dates"), {"fields": ["last_login", "joined_at"]}),
        ]

    def get_queryset(self, request):
        queryset = super().get_queryset(request).prefetch_related("groups")
        return queryset if request.user.is_superuser else queryset.filter(is_superuser=False)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted, for the journal and the versions name him: he is made inactive."""
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        JournalEntry.record(
            actor=request.user,
            verb="change" if change else "add",
            subject=form.instance,
            fields=[name for name in form.changed_data if "password" not in name],
            roles=[group.name for group in form.instance.groups.all()],
        )

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if response.status_code == 302:
            user = self.get_object(request, id)
            JournalEntry.record(actor=request.user, verb="set_password", subject=user)
        return response

    def get_urls(self):
        take = self.admin_site.admin_view(self.take_away_view)
        name = "newsroom_user_take_away"
        return [path("<int:pk>/sans-deuxieme-etape/", take, name=name), *super().get_urls()]

    def take_away_view(self, request, pk):
        """Ask, then take away the second step of somebody who lost his telephone."""
        user = self.get_object(request, pk)
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        back = reverse("admin:newsroom_user_change", args=[pk])
        if request.method == "POST":
            desk.take_away_second_step(user=user, by=request.user)
            words = gettext("%(name)s signs in without the second step now.") % {"name": user}
            messages.success(request, words)
            return HttpResponseRedirect(back)
        title = gettext("Take away the second step of %(name)s?") % {"name": user}
        context = {**self.admin_site.each_context(request), "title": title, "back": back}
        return TemplateResponse(request, "admin/newsroom/take_away.html", context)

    @admin.display(description=_("Number"))
    def phone_state(self, obj):
        if not obj.phone:
            return gettext("none")
        if obj.phone_confirmed_at is None:
            return gettext("not confirmed: no code sent to it was typed yet")
        return gettext("confirmed on %(date)s") % {"date": verbs.moment(obj.phone_confirmed_at)}

    @admin.display(description=_("Second step"))
    def second_step(self, obj):
        if not desk.has_second_step(obj):
            return gettext("no second step yet")
        url = reverse("admin:newsroom_user_take_away", args=[obj.pk])
        words = gettext("Lost telephone? Take it away")
        return format_html('{} <a href="{}">{}</a>', gettext("It is set up."), url, words)

    @admin.display(description=_("Roles"))
    def roles(self, obj):
        return ", ".join(group.name for group in obj.groups.all())

    @admin.display(description=_("May sign in"))
    def access(self, obj):
        if not obj.is_active:
            return _("no: inactive")
        return _("to the newsroom") if obj.is_staff else _("as a reader")
