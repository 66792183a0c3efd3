"""What a writer is told of a judgement, in plain words: always the reason, always his own text."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.dates import DateForm, day_and_time
from subscriptions import notices
from subscriptions.models import Notice, Sanction


def refused(judgement, *, may_appeal_until):
    """Tell the writer that his text was refused and why; `may_appeal_until` (UTC) None: no more."""
    wording = judgement.wording
    said = {
        "headline": heading(wording.contribution.article),
        "reason": judgement.get_reason_display(),
    }
    if may_appeal_until:
        words = _(
            "You may ask for another person to look at it again, once, until %(until)s: in your "
            "account, under “My contributions”."
        )
        road = words % {"until": moment(may_appeal_until)}
    else:
        road = _("This decision was taken by a second person and is final.")
    parts = [
        _("Your contribution under “%(headline)s” is not published. Reason: %(reason)s.") % said,
        judgement.note,
        road,
        _("Your text:"),
        wording.text,
    ]
    return _tell(judgement, _("Your contribution is not published"), parts)


def overturned(judgement):
    """Tell the writer that the second person has published his text."""
    words = _(
        "Another person has looked at your contribution under “%(headline)s” again: it is "
        "published. Please excuse the mistake."
    )
    said = words % {"headline": heading(judgement.wording.contribution.article)}
    return _tell(judgement, _("Your contribution is published after all"), [said, judgement.note])


def _tell(judgement, subject, parts):
    return notices.notify(
        user=judgement.wording.writer,
        kind=Notice.Kind.JUDGEMENT,
        subject=subject,
        text="\n\n".join(part for part in parts if part),
        link=reverse("subscriptions:my_contributions"),
        send_after=judgement.settles_at,
    )


def name_refused(*, user, name, note):
    """Ask the writer for another name to be shown."""
    words = _(
        "The name “%(name)s” cannot be shown over contributions. Choose another one in your "
        "account: what you have written waits for it."
    )
    return notices.notify(
        user=user,
        kind=Notice.Kind.JUDGEMENT,
        subject=_("Please choose another name"),
        text="\n\n".join(part for part in (words % {"name": name}, note) if part),
    )


def sanctioned(sanction):
    """Tell the writer of a warning, or of a time without writing."""
    if sanction.kind == Sanction.Kind.WARNING:
        subject, said = _("A warning"), _("The moderators warn you: %(reason)s")
    elif sanction.ends_at is None:
        subject = _("You can no longer write contributions")
        said = _("You can no longer write contributions. Reason: %(reason)s")
    else:
        subject = _("You cannot write contributions for some time")
        said = _("You cannot write contributions until %(until)s. Reason: %(reason)s")
    until = moment(sanction.ends_at) if sanction.ends_at else ""
    return notices.notify(
        user=sanction.user,
        kind=Notice.Kind.SANCTION,
        subject=subject,
        text=said % {"reason": sanction.reason, "until": until},
    )


def lifted(sanction):
    return notices.notify(
        user=sanction.user,
        kind=Notice.Kind.SANCTION,
        subject=_("You can write contributions again"),
        text=_("What kept you from writing contributions was lifted."),
    )


def heading(article) -> str:
    """Return how readers know `article`."""
    publication = Publication.objects.visible().filter(article=article.pk).first()
    return publication.heading if publication else article.headline


def moment(at):
    return day_and_time(at, DateForm.LEXIQUE, timezone.get_default_timezone())
