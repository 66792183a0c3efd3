"""What readers are told: written with the act it tells of, sent afterwards, once."""

from django.utils import timezone

from subscriptions.models import Notice


def notify(*, user, kind, subject, text, link="", send_after=None) -> Notice | None:
    """Tell `user` something, by mail or text message once `send_after` (UTC) has passed.

    Call it inside the verb's transaction. `text` is plain, paragraphs between empty lines; `link`
    is a path of this site. Nobody is told when the account is gone (`user` None).
    """
    if user is None:
        return None
    return Notice.objects.create(
        user=user,
        kind=kind,
        subject=subject,
        text=text,
        link=link,
        send_after=send_after or timezone.now(),
    )
