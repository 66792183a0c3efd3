"""Who may do what, as code: each role is a group, valid for the whole paper.

`manage.py sync_roles` writes them to the database. What is not listed is refused. A permission is
`app_label.codename`; `_crud("articles.photo", "add", "change")` spells several of a model.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _crud(label, *actions):
    app, model = label.split(".")
    return frozenset(f"{app}.{action}_{model}" for action in actions)


_READ = (
    _crud("articles.rubric", "view")
    | _crud("articles.tag", "view")
    | _crud("articles.photo", "view")
    | _crud("authors.author", "view")
)
_WRITE = (
    _READ
    | _crud("articles.article", "add", "change", "view")
    | _crud("articles.byline", "add", "change", "delete", "view")
    | _crud("articles.relatedlink", "add", "change", "delete", "view")
    | _crud("articles.photo", "add")
    | {"articles.submit_article"}
)
_JOURNALIST = _WRITE | _crud("articles.tag", "add")
_RUBRIC_EDITOR = (
    _JOURNALIST
    | _crud("articles.photo", "change")
    | _crud("articles.tag", "change")
    | _crud("authors.author", "add", "change")
    | {"articles.edit_any_article"}
)
_COPY_EDITOR = (
    _RUBRIC_EDITOR
    | _crud("articles.frontplacement", "add", "change", "delete", "view")
    | {"articles.publish_article", "articles.place_article"}
)
_MODERATOR = (
    _crud("subscriptions.watchedword", "add", "change", "delete", "view")
    | _crud("subscriptions.discussion", "add", "change", "view")
    | _crud("subscriptions.contribution", "view")
    | {"subscriptions.moderate_contribution", "subscriptions.answer_contribution"}
)
_SPACE = (
    _MODERATOR
    | _crud("subscriptions.contributionspace", "add", "change", "view")
    | _crud("subscriptions.rubricdiscussion", "add", "change", "delete", "view")
)
_OFFICE = (
    _crud("subscriptions.plan", "add", "change", "view")
    | _crud("subscriptions.voucherbatch", "add", "change", "view")
    | _crud("subscriptions.subscription", "view")
    | _crud("subscriptions.ledgerentry", "view")
    | _crud("subscriptions.attempt", "view")
    | _crud("subscriptions.cashclosing", "view")
    | {"subscriptions.serve_readers", "subscriptions.see_accounts"}
)
_ACCOUNTS = (
    _crud("subscriptions.ledgerentry", "view")
    | _crud("subscriptions.cashclosing", "view")
    | {"subscriptions.see_accounts"}
)
_EDITOR_IN_CHIEF = (
    _COPY_EDITOR
    | _SPACE
    | _crud("articles.rubric", "add", "change", "delete")
    | _crud("articles.tag", "delete")
    | _crud("articles.page", "add", "change", "delete", "view")
    | _crud("authors.author", "delete")
    | _crud("newsroom.journalentry", "view")
    | _crud("newsroom.user", "view")
)
_NEWSPAPER = _crud("newsroom.newspaper", "add", "change", "view") | _crud(
    "newsroom.publicationdirector", "add", "change", "delete", "view"
)


@dataclass(frozen=True)
class Role:
    """One kind of work at the paper; `code` names it in commands, `label` on the screens."""

    code: str
    group: str
    label: Promise
    permissions: frozenset


ROLES = {
    role.code: role
    for role in (
        Role("correspondent", "correspondant", _("Correspondent"), _WRITE),
        Role("journalist", "journaliste", _("Journalist"), _JOURNALIST),
        Role("rubric_editor", "chef de rubrique", _("Rubric editor"), _RUBRIC_EDITOR),
        Role("copy_editor", "secrétaire de rédaction", _("Copy editor"), _COPY_EDITOR),
        Role("editor_in_chief", "rédacteur en chef", _("Editor-in-chief"), _EDITOR_IN_CHIEF),
        Role(
            "photo_editor",
            "photo",
            _("Photo desk"),
            _READ | _crud("articles.photo", "add", "change", "delete"),
        ),
        Role("moderator", "modérateur", _("Moderator"), _MODERATOR),
        Role("subscriptions", "abonnements", _("Subscription office"), _OFFICE),
        Role(
            "publication_director",
            "directeur de la publication",
            _("Publication director"),
            _EDITOR_IN_CHIEF | _NEWSPAPER | _ACCOUNTS,
        ),
        Role(
            "administrator",
            "administrateur technique",
            _("Technical administrator"),
            _NEWSPAPER
            | _crud("newsroom.user", "add", "change", "view")
            | _crud("newsroom.journalentry", "view")
            | _crud("articles.page", "add", "change", "delete", "view")
            | _crud("subscriptions.contributionspace", "add", "change", "view")
            | {"newsroom.see_state"},
        ),
    )
}


@transaction.atomic
def sync():
    """Make the groups in the database say exactly what `ROLES` says; returns their names.

    Raises LookupError for a permission that no model has, so that a slip of the pen is found.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES.values():
        unknown = role.permissions - known.keys()
        if unknown:
            raise LookupError(f"No such permission: {', '.join(sorted(unknown))}")
        group, _created = Group.objects.get_or_create(name=role.group)
        group.permissions.set(known[name] for name in role.permissions)
    return [role.group for role in ROLES.values()]


def give(user, code):
    """Add `user` to the group of the role `code`."""
    user.groups.add(Group.objects.get(name=ROLES[code].group))
