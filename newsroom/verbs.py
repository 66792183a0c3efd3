"""What the journal's verbs are called on the screens: « Cheick Keïta a publié … »."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "file_copy": _("filed"),
    "submit": _("handed on"),
    "send_back": _("sent back"),
    "publish": _("published (verb)"),
    "publish_changes": _("published the changes"),
    "schedule": _("scheduled (verb)"),
    "cancel_schedule": _("cancelled the schedule"),
    "withdraw": _("withdrew"),
    "place": _("placed on the front page"),
    "unplace": _("took off the front page"),
    "move": _("moved on the front page"),
    "add": _("created"),
    "change": _("changed"),
    "delete": _("deleted"),
    "set_password": _("set the password of"),
}
