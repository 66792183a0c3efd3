"""How a notice reads once it has left the site: a mail, or one text message."""

import textwrap
import unicodedata
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from newsroom.models import Newspaper
from subscriptions.models import Notice

TEXT_SIGNS = 160
"""What one text message holds, as long as every sign is of its basic alphabet (GSM 03.38)."""

_FEWEST = 40  # signs of the subject; an address that leaves it fewer is too long for a telephone
_ALPHABET = set("àéèìòùÄÖÑÜäöñüÉÇÅåÆæßØø£$¥§¿¡")  # beyond ASCII
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "…": "...", "–": "-", "—": "-"}
    | {"œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " ", "`": "'"}
)


def mail(notice, reader) -> EmailMultiAlternatives:
    """Return the mail of `notice`; one about replies can be stopped by a press (RFC 8058).

    `reader` is whose mail it is, None when the space knows nothing of him.
    """
    paper = Newspaper.current()
    stop = ""
    if notice.kind == Notice.Kind.REPLY and reader:
        stop = settings.SITE_URL + reverse("subscriptions:stop_mail", args=[reader.mail_key])
    context = {
        "paper": paper,
        "notice": notice,
        "url": address(notice),
        "account_url": settings.SITE_URL + reverse("subscriptions:account"),
        "stop_url": stop,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(notice.subject.split()),
        body=render_to_string("subscriptions/mail/notice.txt", context),
        from_email=_sender(paper),
        to=[notice.user.email],
    )
    message.attach_alternative(
        render_to_string("subscriptions/mail/notice.html", context), "text/html"
    )
    if stop:
        message.extra_headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return message


def short(notice) -> str:
    """Return the notice as one text message: the paper, the subject cut if need be, the address."""
    opening, url = f"{_basic(Newspaper.current().title)}: ", address(notice)
    if len(opening) + len(url) > TEXT_SIGNS - _FEWEST:
        url = _messages()
    room = TEXT_SIGNS - len(opening) - len(url) - 1
    return f"{opening}{textwrap.shorten(_basic(notice.subject), room, placeholder='...')} {url}"


def address(notice) -> str:
    """Return the absolute address that a notice leads to: its own, or the reader's messages."""
    return settings.SITE_URL + notice.link if notice.link else _messages()


def _messages():
    return settings.SITE_URL + reverse("subscriptions:messages")


def _basic(text):
    """Return `text` in the basic alphabet of text messages, others would cost three times more."""
    signs = " ".join(text.translate(_PLAIN).split())
    return "".join(sign if _is_basic(sign) else _without_accent(sign) for sign in signs)


def _is_basic(sign):
    return (sign.isascii() and sign not in "^{}[]~|\\`") or sign in _ALPHABET


def _without_accent(sign):
    bare = unicodedata.normalize("NFKD", sign)[0]
    return bare if bare.isascii() and bare not in "^{}[]~|\\`" else "-"


def _sender(paper):
    """Return who the mail is from: the address of the settings under the paper's name."""
    name, own_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or paper.title, own_address))
