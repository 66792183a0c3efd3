"""Text messages: printed on the terminal, or handed to a provider by one HTTP request.

What a provider wants is in the settings SMS_URL, SMS_HEADERS and SMS_BODY (see `.env.example`); in
them {to}, {digits} and {text} stand for the number, the number without its plus sign, the words.
"""

import json
import logging
import sys
from urllib.parse import quote_plus

import requests
from django.conf import settings

logger = logging.getLogger(__name__)

CONSOLE = "console://"
TIMEOUT = (5, 10)  # seconds to reach the provider, and to wait for its answer

# One sign outside GSM 03.38 makes a whole message twice as dear: 70 signs instead of 160.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "«": '"', "»": '"'})


class TextNotSent(Exception):
    """No provider took the message; the cause is in the log, without its words."""


def send_text(to: str, text: str) -> None:
    """Send `text` to the E.164 number `to`. Raises TextNotSent."""
    text = text.translate(_PLAIN)
    if settings.SMS_URL == CONSOLE:
        sys.stdout.write(f"\nSMS {to}\n{text}\n\n")
        sys.stdout.flush()
    elif settings.SMS_URL:
        _hand_over(to, text)
    else:
        raise TextNotSent("SMS_URL is not set")


def _hand_over(to, text):
    # What requests says of a failure holds the address, and the address may hold the message.
    try:
        answer = requests.request(**_request(to, text), timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        cause = type(error).__name__
    else:
        if answer.ok and not answer.is_redirect:
            return
        cause = f"HTTP {answer.status_code}"
    logger.warning("A text message was not taken: %s", cause)
    raise TextNotSent(cause)


def _request(to, text):
    """Return the request that the settings describe, as arguments of `requests.request`."""
    url = _filled(settings.SMS_URL, to, text, quote_plus)
    headers = dict(settings.SMS_HEADERS)
    body = settings.SMS_BODY.strip()
    if not body:
        return {"method": "GET", "url": url, "headers": headers}
    is_json = body.startswith(("{", "["))
    kind = "application/json" if is_json else "application/x-www-form-urlencoded"
    headers.setdefault("Content-Type", kind)
    data = _filled(body, to, text, _in_json if is_json else quote_plus).encode()
    return {"method": "POST", "url": url, "headers": headers, "data": data}


def _in_json(text):
    return json.dumps(text)[1:-1]


def _filled(template, to, text, escape):
    marks = {"{to}": to, "{digits}": to.lstrip("+"), "{text}": text}
    for mark, value in marks.items():
        template = template.replace(mark, escape(value))
    return template
