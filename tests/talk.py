"""Contributions for the tests: small ones by the verbs, great numbers of them in one go.

oumar = named(cast.subscriber())
said = write(article(), oumar, "Le bac ne passe plus.")
approved(said)
"""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from newsroom.demo.source import copies
from newsroom.html import to_text
from subscriptions import reader
from subscriptions.contributions import contributing, showing
from subscriptions.contributions.pen_names import key
from subscriptions.contributions.wording import compose
from subscriptions.models import Contribution, ContributionSpace, Discussion, Reader, Wording
from tests import cast

TEXT = "Le bac de Konna ne passe plus depuis mardi, et personne ne dit quand il reviendra."
State = Contribution.State
DIFFERENT = 150
"""Texts of a crowd that are not the same: more than stand on one page."""


def space(**fields):
    """Change the rules of the space."""
    return ContributionSpace.objects.update_or_create(pk=1, defaults=fields)[0]


def article(**fields):
    """Return an article that readers see, open to contributions."""
    return cast.published(**fields).article


def named(user, name=""):
    """Return `user` with a checked name to be shown: the first name and the number."""
    row = reader.reader_of(user)
    row.pen_name = name or f"{user.name.split()[0]} {user.pk}"
    row.pen_name_key, row.pen_name_state = key(row.pen_name), Reader.NameState.APPROVED
    row.save()
    return user


def subscriber(name="Oumar Dicko", **fields):
    """Return a subscriber whose name to be shown is checked."""
    return named(cast.subscriber(name, **fields))


def write(article, user, text=TEXT, **fields):
    """Return what `user` sends, by the verb."""
    fields = {"key": uuid.uuid4()} | fields
    return contributing.submit(article=article, user=user, text=text, **fields)


def approved(contribution):
    """Show the newest text of `contribution`; return it as it is now."""
    with transaction.atomic():
        showing.show(contribution.wordings.order_by("-pk").first())
    contribution.refresh_from_db()
    return contribution


def said(article, user=None, text=TEXT, **fields):
    """Return a contribution that readers see."""
    return approved(write(article, user or subscriber(), text, **fields))


def crowd(article, count, *, replies=0, signs=900):
    """Fill a discussion with `count` contributions, the first of them with `replies` each.

    Their words are those of the demo newspaper, cut at other places, so that a page of them
    compresses as one of different letters does.
    """
    words = " ".join(to_text(copy.body) for copy in copies()).replace("\n", " ")
    starts = [number * 577 % (len(words) - signs) for number in range(min(count, DIFFERENT))]
    texts = [compose(words[start : start + signs]) for start in starts]
    now = timezone.now()

    def row(number, parent=None):
        return Contribution(
            article=article,
            parent=parent,
            pen_name=f"Lecteur {number}",
            state=State.APPROVED,
            is_listed=True,
            shown_html=texts[number % len(texts)],
            shown_at=now - datetime.timedelta(minutes=count - number),
        )

    rows = Contribution.objects.bulk_create([row(number) for number in range(count)])
    answered = rows[-20:] if replies else []
    below = [
        row(7 * place + turn, parent)
        for place, parent in enumerate(answered, 1)
        for turn in range(replies)
    ]
    Contribution.objects.bulk_create(below)
    shown = len(rows) + len(below)
    Discussion.objects.update_or_create(article=article, defaults={"shown_count": shown})
    return rows


def key_of(contribution):
    """Return the key of the form that a contribution came with."""
    return Wording.objects.filter(contribution=contribution).earliest("pk").key
