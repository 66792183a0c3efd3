"""What is edited plainly on the desk, through the real forms: rules of the machine, and a table.

Each public model has edits of its own; `{n}` is a number that no edit had before, None leaves a box
empty, as a browser does. What a form refuses is refused, and changes nothing.
"""

from django.contrib import admin
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import rule

from articles import refreshing
from articles.models import Article, Page, Photo, Rubric, Tag
from authors.models import Author
from newsroom.admin import PublicAdmin
from newsroom.models import Newspaper
from subscriptions.models import Contribution, ContributionSpace, Discussion, Plan, RubricDiscussion
from tests.articles.admin_desk import desk, form_data

HIDDEN = {"is_public": None, "public_form": "A.D."}
DIRECTOR = {"name": "Fatimata Ouologuem", "since": "2026-12-01"}

EDITS = {
    Author: [
        {"name": "Assitan Diop {n}"},
        HIDDEN | {"has_page": None},
        HIDDEN | {"has_page": "on"},
        {"is_public": "on", "has_page": "on"},
        {"job_title": "Grand reporter {n}", "biography": "<p>Née à Mopti.</p>"},
        {"kind": "agency"},
        {"slug": "autre-nom-{n}"},
    ],
    Photo: [
        {"caption": "La pirogue, {n}."},
        {"credit": "Agence {n}", "alt_text": "Une autre pirogue"},
        {"photographer": "{author}"},
        {"is_withdrawn": "on"},
    ],
    Rubric: [
        {"name": "Rubrique {n}"},
        {"slug": "rubrique-{n}"},
        {"parent": ""},
        {"parent": "{rubric}"},
        {"menu_position": "{n}"},
        {"menu_position": "0"},
        {"owner": "{author}"},
        {"introduction": "<p>Introduction {n}.</p>"},
        {"kind": "column", "prefix": "Préfixe {n}"},
        {"kind": "section"},
    ],
    Tag: [{"name": "Mot {n}"}, {"slug": "mot-{n}"}, {"kind": "place"}, {"kind": "topic"}],
    Page: [
        {"title": "Page {n}", "body": "<p>Corps {n}.</p>"},
        {"slug": "page-{n}"},
        {"slug": "ours"},
        {"position": "0"},
    ],
    Newspaper: [
        {"title": "La Rive {n}", "motto": "Devise {n}"},
        {"date_form": "lexique"},
        {"thin_spaces": None, "capital_after_colon": None},
        {"gate_text": "Réservé aux abonnés ({n})."},
        {"known_edition_number": "{n}"},
        {"subscription_text": "<p>Au guichet {n}.</p>", "legal": "<p>Mentions {n}.</p>"},
        {"directors-TOTAL_FORMS": "1"} | {f"directors-0-{k}": v for k, v in DIRECTOR.items()},
    ],
    Plan: [{"price": "{n}000"}, {"is_offered": None}, {"is_offered": "on"}, {"name": "Mois {n}"}],
    ContributionSpace: [
        {"is_open_to_read": None},
        {"is_open_to_read": "on"},
        {"closes_after_days": "2"},
        {"closes_after_days": "0"},
        {"closes_at_number": "1"},
        {"mode": "post"},
        {"rules": "<p>Règle {n}.</p>"},
    ],
    RubricDiscussion: [{"mode": "closed"}, {"mode": "pre"}],
    Discussion: [{"mode": "closed"}, {"mode": ""}, {"extract_number": "{said}"}],
}

NEW = {
    Author: {"name": "Nouvelle Plume {n}", "kind": "person"},
    Rubric: {"name": "Neuve {n}", "menu_position": "{n}"},
    Tag: {"name": "Neuf {n}"},
    Page: {"title": "Neuve {n}", "body": "<p>Neuve.</p>", "position": "{n}"},
    Plan: {"name": "Neuve {n}", "days": "7", "price": "500", "is_offered": "on"},
    RubricDiscussion: {"rubric": "{rubric}", "mode": "closed"},
    Discussion: {"article": "{article}", "mode": "closed"},
}
"""What is typed into the form for another row; of the other models there is one or none is made."""

_EDITS = [(model, fields) for model, edits in EDITS.items() for fields in edits]
_PLACES = st.integers(0, 5)


def public_models():
    """Return the models whose rows pages show and the desk edits plainly."""
    return {
        model for model, found in admin.site._registry.items() if isinstance(found, PublicAdmin)
    }


class Editing:
    """The rules of a machine that edits rows, adds and deletes them."""

    @rule(edit=st.sampled_from(_EDITS), place=_PLACES, other=_PLACES)
    def edit(self, edit, place, other):
        model, fields = edit
        if row := nth(model, place):
            with self.act():
                path = address(model, "change", row.pk)
                self.send(path, {"logo": ""} if model is Newspaper else {}, fields, other)

    @rule(new=st.sampled_from(list(NEW.items())), other=_PLACES)
    def add(self, new, other):
        model, fields = new
        with self.act():
            self.send(address(model, "add"), {}, fields, other)

    @rule(model=st.sampled_from(list(EDITS)), place=_PLACES)
    def delete(self, model, place):
        if row := nth(model, place):
            with self.act():
                desk(self.staff).post(address(model, "delete", row.pk), {"post": "yes"})

    @rule(place=_PLACES, position=_PLACES)
    def edit_in_the_list(self, place, position):
        """Change a place in the menu where the rubrics stand below each other."""
        row = nth(Rubric, place)
        fields = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "1"}
        fields |= {"form-0-id": row.pk, "form-0-menu_position": position}
        with self.act():
            desk(self.staff).post(address(Rubric, "changelist"), fields)

    @rule()
    def work_off(self):
        """Compose what was left for later."""
        with self.act():
            refreshing.work_off()

    def send(self, path, always, fields, other):
        """Fill in the form at `path` as a person would, and press the button."""
        client, number = desk(self.staff), next(self.numbers)
        meant = {"n": number}
        for name, model in (("author", Author), ("rubric", Rubric), ("article", Article)):
            meant[name] = nth(model, other).pk
        said = nth(Contribution, other)
        meant["said"] = said.pk if said else ""
        typed = {name: text and text.format(**meant) for name, text in fields.items()}
        assert client.post(path, form_data(client, path, **always, **typed)).status_code in {
            200,
            302,
        }


def nth(model, place):
    """Return one of the rows there are; None when there are none."""
    rows = list(model.objects.order_by("pk"))
    return rows[place % len(rows)] if rows else None


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
