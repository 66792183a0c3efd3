"""What rules and verdicts are called on the screens and in the export."""

from django.utils.translation import gettext_lazy as _

RULES = {
    "banned_words": _("banned words"),
    "suspect_words": _("watched words (rule)"),
    "privacy": _("telephone or e-mail"),
    "links": _("links"),
    "capitals": _("capitals"),
    "repeated": _("repeated text"),
    "speed": _("speed"),
    "new_writer": _("new writer"),
    "often_refused": _("often refused"),
    "reported": _("reported writer"),
}

VERDICTS = {
    "clear": _("nothing to say"),
    "look": _("look closely"),
    "hold": _("held until a person has read it"),
    "refuse": _("held; refusal proposed"),
}
