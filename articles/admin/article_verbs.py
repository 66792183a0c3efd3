"""The desk's verbs as buttons: what each is called, when it is offered, what it asks for.

A verb is done by its own POST, from a saved revision. Pressed on the form, the form is saved first,
through the ordinary way of saving, and the verb then works from the revision that this wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin import verb_forms
from articles.models import FrontPlacement

_GROUPS = {"bylines": "bylines-group"}  # a name of the checklist that is no field of the form


@dataclass(frozen=True)
class Verb:
    """A button. `path` ends its address; `asks` says that it needs a page of its own first.

    `offered` and `label` are told the `Standing` of the text and its slot on the front page.
    """

    name: str
    path: str
    permission: str
    form: type[verb_forms.VerbForm]
    label: Callable
    offered: Callable
    asks: bool = False
    shows_checklist: bool = False


def _publish_label(standing, slot):
    if standing.is_live:
        return _("Publish the changes")
    return _("Publish now") if standing.is_scheduled else _("Publish")


def _cancel_label(standing, slot):
    return _("Cancel the schedule") if standing.is_scheduled else _("Cancel the withdrawal")


_PUBLISH = "articles.publish_article"
_PLACE = "articles.place_article"
VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "submit",
            "transmettre",
            "articles.submit_article",
            verb_forms.SubmitForm,
            label=lambda standing, slot: _("Hand on"),
            offered=lambda standing, slot: not (standing.is_submitted or standing.is_scheduled),
        ),
        Verb(
            "send_back",
            "renvoyer",
            "articles.edit_any_article",
            verb_forms.SendBackForm,
            label=lambda standing, slot: _("Send back"),
            offered=lambda standing, slot: standing.is_submitted,
            asks=True,
        ),
        Verb(
            "publish",
            "publier",
            _PUBLISH,
            verb_forms.PublishForm,
            label=_publish_label,
            offered=lambda standing, slot: True,
            shows_checklist=True,
        ),
        Verb(
            "schedule",
            "programmer",
            _PUBLISH,
            verb_forms.ScheduleForm,
            label=lambda standing, slot: (
                _("Change the time") if standing.is_scheduled else _("Schedule")
            ),
            offered=lambda standing, slot: True,
            asks=True,
            shows_checklist=True,
        ),
        Verb(
            "reschedule",
            "reprogrammer",
            _PUBLISH,
            verb_forms.RescheduleForm,
            label=lambda standing, slot: _("Reschedule with this one"),
            offered=lambda standing, slot: standing.is_scheduled,
            shows_checklist=True,
        ),
        Verb(
            "cancel_schedule",
            "deprogrammer",
            _PUBLISH,
            verb_forms.CancelScheduleForm,
            label=_cancel_label,
            offered=lambda standing, slot: standing.is_scheduled or standing.is_ending,
        ),
        Verb(
            "withdraw",
            "retirer",
            _PUBLISH,
            verb_forms.WithdrawForm,
            label=lambda standing, slot: _("Withdraw"),
            offered=lambda standing, slot: standing.is_live,
            asks=True,
        ),
        Verb(
            "place_lead",
            "ouverture",
            _PLACE,
            verb_forms.PlaceLeadForm,
            label=lambda standing, slot: _("Make it the lead story"),
            offered=lambda standing, slot: slot != FrontPlacement.Slot.LEAD,
        ),
        Verb(
            "place_second",
            "seconde",
            _PLACE,
            verb_forms.PlaceSecondForm,
            label=lambda standing, slot: _("Make it a second story"),
            offered=lambda standing, slot: slot != FrontPlacement.Slot.SECOND,
        ),
        Verb(
            "unplace",
            "hors-une",
            _PLACE,
            verb_forms.UnplaceForm,
            label=lambda standing, slot: _("Take off the front page"),
            offered=lambda standing, slot: slot is not None,
        ),
    )
}


@dataclass(frozen=True)
class Button:
    name: str
    label: str


def buttons(*, standing, slot, user):
    """Return {name: Button} of the verbs that `user` may press now; the server checks again."""
    return {
        verb.name: Button(verb.name, verb.label(standing, slot))
        for verb in VERBS.values()
        if user.has_perm(verb.permission) and verb.offered(standing, slot)
    }


def first_buttons(user):
    """Return those of a text that is not saved yet: it can be handed on or published at once."""
    labels = {"submit": _("Hand on"), "publish": _("Publish")}
    return {
        name: Button(name, label)
        for name, label in labels.items()
        if user.has_perm(VERBS[name].permission)
    }


def perform(request, form, *, article, revision, was_saved=False):
    """Do what the valid form of a verb asks and say so in one message; whether it was done.

    `was_saved` tells that the text was saved in the same request: a refusal has to say that too.
    """
    name = {"text": Truncator(str(article)).chars(80)}
    try:
        sentence = form.carry_out(article=article, by=request.user, revision=revision)
    except publishing.NotReady as refusal:
        words = (
            _("“%(text)s” is saved, but something is missing:")
            if was_saved
            else _("“%(text)s” is not ready, something is missing:")
        )
        messages.error(
            request, format_html("{} {}", words % name, items_html(refusal.items, article))
        )
    except publishing.PublishingError as refusal:
        words = _("“%(text)s” is saved.") if was_saved else _("“%(text)s”:")
        messages.error(request, f"{words % name} {refusal.message}")
    else:
        messages.success(request, sentence % name)
        return True
    return False


def anchor(item):
    """Return where on the form an item of the checklist is mended."""
    return _GROUPS.get(item.field, f"id_{item.field}")


def items_html(items, article):
    """Return items of the checklist as a list of links to their fields."""
    form = reverse("admin:articles_article_change", args=[article.pk])
    rows = format_html_join(
        "", '<li><a href="{}#{}">{}</a></li>', ((form, anchor(i), i.message) for i in items)
    )
    return format_html("<ul>{}</ul>", rows)
