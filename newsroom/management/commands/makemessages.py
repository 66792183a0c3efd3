from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's own, without guesses: a changed sentence is asked for again, not « fuzzy »."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
