"""What the screens of the office share: pages in the frame of the desk, and pages that ask."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from newsroom.admin.base import DeskAdmin
from newsroom.expired import is_reopened
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.billing.payments import PaymentError
from subscriptions.subscribing import SubscribingError

REFUSALS = (SubscribingError, PaymentError, GatewayError)  # a sentence for the clerk


class PagesAdmin(DeskAdmin):
    """An admin made of pages of its own: `pages` are (name, route, view), the list among them.

    Whoever has one of `permissions` finds it in the menu; each page says who may open it.
    """

    area = "readers"
    permissions = ("subscriptions.serve_readers",)
    pages = ()

    def get_urls(self):
        return [
            path(
                route,
                self.admin_site.admin_view(view.as_view(model_admin=self)),
                name=f"subscriptions_{self.opts.model_name}_{name}",
            )
            for name, route, view in self.pages
        ]

    def has_view_permission(self, request, obj=None):
        return any(request.user.has_perm(name) for name in self.permissions)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeskPage(TemplateView):
    """A page in the frame of the admin, for those who have one of its `permissions`."""

    model_admin = None
    permissions = ("subscriptions.serve_readers",)
    title = ""

    def setup(self, request, *args, **kwargs):
        """Refuse before anything is looked up: who may not come here learns nothing."""
        super().setup(request, *args, **kwargs)
        if not any(request.user.has_perm(name) for name in self.permissions):
            raise PermissionDenied

    def get_context_data(self, **kwargs):
        frame = self.model_admin.admin_site.each_context(self.request)
        about = {"opts": self.model_admin.opts, "area": self.model_admin, "title": self.title}
        return super().get_context_data(**{**frame, **about, **kwargs})

    def address(self, name, *args):
        """Return the address of another page of the same admin."""
        return reverse(f"admin:subscriptions_{self.model_admin.opts.model_name}_{name}", args=args)


class AskPage(DeskPage):
    """Asks on GET, does it on POST (`act`, which returns the sentence that says so), goes back.

    A form that came too late is shown again as it was typed, and carried out when it is sent anew.
    """

    template_name = "admin/subscriptions/ask.html"
    reopens = True
    form_class = None
    button = ""
    back = gettext_lazy("Back")

    def get(self, request, **kwargs):
        return self.ask(self.form())

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if is_reopened(request) or not form.is_valid():
            return self.ask(form)
        try:
            done = self.act(form)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self.ask(form)
        messages.success(request, done)
        return HttpResponseRedirect(self.back_to())

    def ask(self, form):
        context = self.get_context_data(
            form=form,
            about=self.about(),
            button=self.button or self.title,
            back=self.back,
            back_to=self.back_to(),
        )
        return self.render_to_response(context)

    def form(self, *data):
        return self.form_class(*data, label_suffix="")

    def about(self):
        """Return the lines that say what the question is about."""
        return []

    def act(self, form):
        raise NotImplementedError

    def back_to(self):
        raise NotImplementedError
