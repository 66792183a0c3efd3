"""The name that stands over what a reader writes: his own, shortened, or a pseudonym.

Who is behind it is known to the desk alone. Two readers never look alike, and nobody passes for
the newsroom or for one of its authors.
"""

import re
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from authors.models import Author
from newsroom.folding import fold
from newsroom.models import Newspaper
from subscriptions.contributions.wording import tidy
from subscriptions.models import Contribution, Reader

FEWEST, MOST = 2, 40  # signs

_ALLOWED = re.compile(r"[^\W_]+(?:[ '’.-]{1,2}[^\W_]+)*\.?")
_HOUSE = re.compile(r"\b(redaction|redacteurs?|redactrices?|moderation|moderateurs?|admin\w*)\b")
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){5}")


class PenNameError(Exception):
    """The name cannot be shown; the sentence says why."""


def proposal(user) -> str:
    """Return the first name and the initial of the surname, « Awa D. »; more while others have it.

    Empty when the account has no name, or no such name is free.
    """
    first, *others = user.name.split() or [""]
    surname = others[-1] if others else ""
    for length in range(1, len(surname)):
        name = f"{first} {surname[:length].capitalize()}."
        if is_free(name, user):
            return name
    return ""


def is_free(name, user) -> bool:
    """Whether `user` may be shown under `name`."""
    try:
        checked(name, user)
    except PenNameError:
        return False
    return True


def checked(name, user) -> str:
    """Return `name` as it is shown. Raises PenNameError when readers may not see it."""
    name = " ".join(tidy(name).split())
    if not FEWEST <= len(name) <= MOST:
        raise PenNameError(
            _("Write a name of %(fewest)d to %(most)d signs.") % {"fewest": FEWEST, "most": MOST}
        )
    if not _ALLOWED.fullmatch(name) or _LONG_NUMBER.search(name):
        raise PenNameError(_("Use letters, spaces, hyphens and apostrophes only."))
    if _HOUSE.search(fold(name)) or _names_paper(name) or _names_author(name, user):
        raise PenNameError(_("This name could be taken for that of the newspaper or an author."))
    others = Reader.objects.exclude(user=user).filter(pen_name_key=key(name))
    if others.exists():
        raise PenNameError(_("Another reader writes under this name: choose another."))
    return name


def key(name) -> str:
    """Return what two names that look alike have in common: « Awa D. » and « awa d » are one."""
    return re.sub(r"[\W_]", "", fold(name))[:MOST]


def take(reader, name):
    """Give `reader`, locked, a new name, to be checked by a moderator before anything is shown.

    What he has sent and nobody has seen yet goes under it as well. Raises PenNameError.
    """
    reader.pen_name = checked(name, reader.user)
    reader.pen_name_key = key(reader.pen_name)
    reader.pen_name_state = Reader.NameState.PENDING
    try:
        with transaction.atomic():
            reader.save(update_fields=["pen_name", "pen_name_key", "pen_name_state"])
    except IntegrityError:
        raise PenNameError(_("Another reader writes under this name: choose another.")) from None
    unseen = Contribution.objects.filter(writer=reader.user_id, voice=Contribution.Voice.READER)
    unseen.filter(shown_at__isnull=True).update(pen_name=reader.pen_name)


def is_wanted(reader) -> bool:
    """Whether `reader` has to give a name before he can write."""
    return reader.pen_name_state in (Reader.NameState.NONE, Reader.NameState.REJECTED)


def _names_paper(name):
    paper = key(Newspaper.current().title)
    return bool(paper) and paper in {key(name), *_runs_of_words(name)}


def _runs_of_words(name):
    """Yield the words of `name` and its runs of two and three, each as a key."""
    words = fold(name).split()
    yield from (key(word) for word in words)
    yield from (key(one + other) for one, other in pairwise(words))
    yield from (key("".join(words[place : place + 3])) for place in range(len(words) - 2))


def _names_author(name, user):
    """Whether `name` is what readers know an author by; an author may use his own.

    The real name of somebody who signs under another is not looked at: it would be told by that.
    """
    own = key(name)
    others = (author for author in Author.objects.all() if author.account_id != user.pk)
    return any(own == key(author.public_name) for author in others)
