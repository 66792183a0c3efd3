from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from newsroom.state import words
from newsroom.state.figures import state
from newsroom.state.points import points


class StatePage(PermissionRequiredMixin, TemplateView):
    """« État du site »: for whoever runs the newspaper, not for whoever writes it."""

    permission_required = "newsroom.see_state"
    raise_exception = True
    template_name = "admin/state.html"

    def get_context_data(self, **kwargs):
        found = state()
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("State of the site"),
            state=found,
            points=points(found),
            rows=words.rows(found),
            **kwargs,
        )
