"""Contributions as HTML, those of one page with their first replies.

Written by hand: a page shows fifty of them, and a template takes twenty times as long for each.
Names and labels are escaped here; what somebody wrote was when it was laid out (`wording`).
"""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom import dates
from subscriptions.models import Contribution

State, Voice = Contribution.State, Contribution.Voice


def badge(contribution):
    """Return what stands beside the name of whoever is no reader."""
    if contribution.voice == Voice.AUTHOR:
        return _("Author of the article")
    return _("The newsroom answers") if contribution.voice == Voice.NEWSROOM else ""


class Letters:
    """Draws the contributions to the article `number`.

    `replies` names the address of all replies to one. `standing` is what the reader with the number
    `reader_id` may write here; without it nobody can do anything.
    """

    def __init__(self, number, *, date_form, replies, reader_id=None, standing=None):
        self.date_form = date_form
        self.replies = _Address(replies, number)
        self.reader_id = reader_id
        self.standing = standing
        self.addresses = {
            name: _Address(f"subscriptions:{name}", number)
            for name in ("reply", "report", "withdraw")
        }

    def drawn(self, contributions, *, within_chosen=False):
        """Return the contributions one after the other, with the first replies to each."""
        return mark_safe("".join(self._letter(one, 3, within_chosen) for one in contributions))

    def _letter(self, one, level, within_chosen=False):
        shown = (
            self._shown(one, level, within_chosen) if one.state == State.APPROVED else _lost(one)
        )
        return f'<article class="letter" id="c{one.pk}">{shown}{self._answers(one)}</article>'

    def _shown(self, one, level, within_chosen):
        badges = [badge(one)]
        if one.highlighted_at and not within_chosen:
            badges.append(_("Chosen by the newsroom"))
        beside = "".join(f' <span class="badge">{escape(said)}</span>' for said in badges if said)
        zone = timezone.get_default_timezone()
        day = dates.day_and_time(one.shown_at, self.date_form, zone)
        stamp = f'<time datetime="{dates.machine(one.shown_at)}">{day}</time>'
        return (
            f'<h{level} class="pen">{escape(one.pen_name)}{beside}</h{level}>'
            f'<p class="stamp">{stamp}</p><div class="words">{one.shown_html}</div>'
            f"{self._acts(one, level)}"
        )

    def _acts(self, one, level):
        """Return what the reader may do with a contribution: his own, or somebody's."""
        if self.standing is None:
            return ""
        acts = []
        if one.writer_id == self.reader_id:
            acts += [f"<span>{_('Yours')}</span>", self._link("withdraw", one, _("Withdraw"))]
        else:
            if level == 3 and self.standing.replies_left:
                acts.append(self._link("reply", one, _("Reply")))
            if one.voice == Voice.READER:
                acts.append(self._link("report", one, _("Report to the moderators")))
        return f'<p class="acts">{" ".join(acts)}</p>'

    def _link(self, name, one, words):
        return f'<a href="{self.addresses[name].of(one.pk)}">{escape(words)}</a>'

    def _answers(self, one):
        first = getattr(one, "first_replies", ())
        if not first:
            return ""
        drawn = "".join(self._letter(reply, 4) for reply in first)
        if one.replies_count > len(first):
            words = ngettext(
                "See the %(replies)s reply", "See the %(replies)s replies", one.replies_count
            ) % {"replies": one.replies_count}
            all_of_them = self.replies.of(one.pk)
            drawn += f'<p class="acts"><a href="{all_of_them}">{escape(words)}</a></p>'
        return f'<div class="replies">{drawn}</div>'


def _lost(one):
    if one.state == State.WITHDRAWN:
        words = _("A contribution withdrawn by its writer.")
    else:
        words = _("A contribution that is no longer shown.")
    return f'<p class="lost">{escape(words)}</p>'


class _Address:
    """The address of something about any contribution to an article."""

    def __init__(self, name, number):
        self._pattern = _pattern(name)
        self._number = number

    def of(self, pk):
        return self._pattern.format(self._number, pk)


@lru_cache(maxsize=16)
def _pattern(name):
    """Return the address with a place for the number of an article and one of a contribution."""
    article, one = 10**17, 10**17 + 1  # numbers that stand in no address besides
    return reverse(name, args=[article, one]).replace(str(article), "{}").replace(str(one), "{}")
