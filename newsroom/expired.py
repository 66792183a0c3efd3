"""Nothing typed is lost when a session has ended or the token of a form is stale.

What was posted travels in the page itself, as one hidden field, back to the browser that sent it:
through the sign-in form to a page that shows it, and from there to its own form, which comes up
filled in and saves nothing before the person has pressed its button. The server keeps nothing, and
a forged request can at most show a form whose content the person sees.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom.html import to_text
from newsroom.pages import private_page

TYPED = "_typed"  # name of the hidden field: what was posted, URL-encoded
_STALE = "CSRF "  # how Django's reasons begin when the token is at fault, not the page it came from
_FORM_VIEWS = {"add_view", "change_view"}


class ReopeningAdmin(admin.ModelAdmin):
    """An admin whose form can be opened again with what was typed before, to be looked at."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if is_reopened(request):
            return type(form)(form.__name__, (_NotYetSaved, form), {})
        return form

    def changeform_view(self, request, *args, **kwargs):
        if is_reopened(request):
            words = _(
                "This is what you had typed; nothing is saved yet. Look at it, choose any file "
                "again, then press the button."
            )
            messages.warning(request, words)
        return super().changeform_view(request, *args, **kwargs)


class _NotYetSaved:
    """Keeps a form from being saved this once, whatever it says of its fields."""

    def is_valid(self):
        super().is_valid()
        return False


def is_reopened(request):
    """Whether a posted form is to be shown as it was typed instead of being carried out.

    A view of its own that reads this says `reopens = True`; the others are never reached.
    """
    return getattr(request, "reopened", False)


def encode(post):
    """Return the fields of `post` as one text, without tokens and passwords."""
    if TYPED in post:  # a form that carries what an earlier one could not save
        return post[TYPED]
    kept = QueryDict(mutable=True)
    for name, values in post.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name:
            kept.setlist(name, values)
    return kept.urlencode()


def reopen(request, view):
    """Prepare a request that brings back typed fields, or return the answer that ends it."""
    if not _reopens(view):
        return HttpResponseRedirect(request.get_full_path())
    request.POST = QueryDict(request.POST[TYPED])
    request.reopened = True
    return None


def _reopens(view):
    model_admin = getattr(view, "__self__", None)
    if isinstance(model_admin, ReopeningAdmin):
        return view.__name__ in _FORM_VIEWS
    return getattr(getattr(view, "view_class", view), "reopens", False)


def _view_at(path):
    """Return the view of the admin behind an address, unwrapped; None when there is none."""
    try:
        view = resolve(urlsplit(path).path).func
    except Resolver404:
        return None
    while not hasattr(view, "__self__") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


# --- What the person is shown --------------------------------------------------------------------
@dataclass(frozen=True)
class TypedField:
    """One field of a form as its writer left it, in plain text."""

    label: str
    text: str

    @property
    def rows(self):
        return min(20, 1 + sum(1 + len(line) // 70 for line in self.text.splitlines()))


def typed_fields(encoded, path):
    """Return the fields in which somebody wrote words, with the labels they have on the form."""
    models = _models_at(path)
    found = []
    for name, values in QueryDict(encoded).lists():
        label = None if name.startswith(("_", "initial-")) else _label(name, models)
        text = "\n".join(_readable(value) for value in values).strip()
        if label and text and not text.isdigit():
            found.append(TypedField(label, text))
    return found


def _readable(value):
    value = value.replace("\r\n", "\n")
    return to_text(value) if "</" in value else value


def _models_at(path):
    model_admin = getattr(_view_at(path), "__self__", None)
    if not isinstance(model_admin, admin.ModelAdmin):
        return []
    return [model_admin.model, *(inline.model for inline in model_admin.inlines)]


def _label(name, models):
    """Return the label of a field; None for what is chosen rather than written."""
    own_name = name.rpartition("-")[2]
    for model in models:
        try:
            field = model._meta.get_field(own_name)
        except FieldDoesNotExist:
            continue
        if field.auto_created or field.choices or field.many_to_one or not field.editable:
            return None
        return str(capfirst(field.verbose_name))
    return None if models else own_name


def page(request, site, *, path, typed, status=200):
    """Return the page that shows what was typed for the form at `path` and leads back there."""
    context = {
        **site.each_context(request),
        "title": _("Nothing you typed is lost"),
        "path": path,
        "typed": typed,
        "fields": typed_fields(typed, path),
        "reopens": _reopens(_view_at(path)),
        "is_stale": status != 200,
    }
    response = TemplateResponse(request, "admin/expired.html", context, status=status)
    add_never_cache_headers(response)
    return response


# --- Forms of readers ----------------------------------------------------------------------------
def given_back(request):
    """Return the page that gives a reader back what he wrote into a form that came too late.

    Without session or token nothing is carried out; he can copy his text and send it once more.
    """
    texts = [
        value.replace("\r\n", "\n").strip()
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
        if " " in value.strip()
    ]
    context = {
        "texts": [TypedField("", text) for text in texts],
        "path": request.path,
        "has_cookies": bool(request.COOKIES),
    }
    styles = ("base", "page", "form", "entrance")
    return private_page(request, "account/too_late.html", context, styles=styles, status=403)


# --- The failed check of a token -----------------------------------------------------------------
def csrf_failure(request, reason=""):
    """Refuse a request whose token is wrong, and give back what a stale form of the desk held."""
    site = admin.site
    is_stale = reason.startswith(_STALE)
    if is_stale and not request.path.startswith(f"/{settings.ADMIN_PATH}"):
        return given_back(request)
    if not is_stale:
        context = {"title": _("Refused"), **site.each_context(request)}
        return TemplateResponse(request, "admin/refused.html", context, status=403)
    path = request.get_full_path()
    if request.path in (reverse("admin:login"), reverse("admin:logout")):
        path = way_on(request)
    typed = encode(request.POST) if request.path != reverse("admin:login") else ""
    typed = request.POST.get(TYPED, typed)
    if not site.has_permission(request):
        return site.ask_to_sign_in(request, path=path, typed=typed)
    if not typed:
        return HttpResponseRedirect(path)
    return page(request, site, path=path, typed=typed, status=403)


def way_on(request):
    """Return where the sign-in form leads, on this site only."""
    path = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_here = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if is_here else reverse("admin:index")
