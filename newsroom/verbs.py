"""The journal in words: what its verbs are called on the screens, and what a row tells besides."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LABELS = {
    "file_copy": gettext_lazy("filed"),
    "submit": gettext_lazy("handed on"),
    "send_back": gettext_lazy("sent back"),
    "publish": gettext_lazy("published (verb)"),
    "publish_changes": gettext_lazy("published the changes"),
    "schedule": gettext_lazy("scheduled (verb)"),
    "cancel_schedule": gettext_lazy("cancelled the schedule"),
    "withdraw": gettext_lazy("withdrew"),
    "place": gettext_lazy("placed on the front page"),
    "unplace": gettext_lazy("took off the front page"),
    "move": gettext_lazy("moved on the front page"),
    "answer_contribution": gettext_lazy("answered as the newsroom"),
    "choose_contribution": gettext_lazy("chose the contribution"),
    "unchoose_contribution": gettext_lazy("no longer chose the contribution"),
    "choose_extract": gettext_lazy("chose the extract"),
    "add": gettext_lazy("created"),
    "change": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
    "payment_mismatch": gettext_lazy("paid something else than was asked (verb)"),
    "paid_twice": gettext_lazy("paid a second time (verb)"),
    "refund_payment": gettext_lazy("paid back (verb)"),
    "set_password": gettext_lazy("set the password of"),
    "delete_account": gettext_lazy("deleted the own account (verb)"),
    "take_away_factor": gettext_lazy("took the second step of"),
    "read_out_code": gettext_lazy("read out a code to"),
    "open_account": gettext_lazy("opened the account of"),
    "take_payment": gettext_lazy("took the payment"),
    "give_days": gettext_lazy("gave days to"),
    "reverse_days": gettext_lazy("took back days of"),
    "reverse_payment": gettext_lazy("reversed the payment"),
    "settle_mismatch": gettext_lazy("accepted as it is the payment"),
    "close_cash": gettext_lazy("closed the cash of"),
    "make_vouchers": gettext_lazy("made vouchers for"),
    "activate_vouchers": gettext_lazy("put on sale the vouchers of"),
    "cancel_vouchers": gettext_lazy("cancelled the vouchers of"),
    "sanction": gettext_lazy("decided the sanction"),
    "lift_sanction": gettext_lazy("lifted the sanction"),
    "trust": gettext_lazy("began to trust the reader"),
    "distrust": gettext_lazy("trusted no longer the reader"),
    "refuse_name": gettext_lazy("refused the name of"),
}


def label(entry):
    """Return the verb of a journal entry as the screens call it."""
    return LABELS.get(entry.verb, entry.verb)


def moment(at):
    return date_format(timezone.localtime(at), "j F Y H:i")


def details(entry):
    """Return what the verb wrote down besides its subject: « version 3 · titre, chapô »."""
    return " · ".join(words for words in _details(entry) if words)


def _details(entry):
    detail = entry.detail
    yield detail.get("note")
    yield detail.get("notice")
    if "revision" in detail:
        yield _("version %(number)s") % {"number": detail["revision"]}
    if "at" in detail:
        yield moment(parse_datetime(detail["at"]))
    if "days" in detail:
        count = detail["days"]
        yield ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if detail.get("minor"):
        yield _("minor correction")
    yield ", ".join(_field_labels(entry, detail.get("fields", [])))
    yield ", ".join(detail.get("roles", []))


def _field_labels(entry, names):
    """Return how the form calls the fields that were changed."""
    try:
        meta = apps.get_model(entry.subject_kind)._meta
    except LookupError:  # of a part of the program that is no longer there
        return names
    return [_field_label(meta, name) for name in names]


def _field_label(meta, name):
    try:
        field = meta.get_field(name)
    except FieldDoesNotExist:
        return name
    rows_of = field.related_model._meta if field.auto_created else None
    return str(rows_of.verbose_name_plural if rows_of else field.verbose_name)
