"""Hands for the tests of accounts: what a reader presses, and what reaches his telephone."""

import re

from django.core import mail
from django.test import Client

from newsroom.models import SentCode

LOGIN, CODE = "/compte/connexion/", "/compte/code/"
PASSWORD = "/compte/connexion/mot-de-passe/"
PHONE, EMAIL = "+22376123456", "kadia@example.org"


def ask(client, address=PHONE, back=""):
    """Write a number or an address and press; return the answer."""
    return client.post(LOGIN + (f"?next={back}" if back else ""), {"address": address})


def code_sent_to(address):
    return SentCode.objects.get(pk=address).code


def code_in_mail():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def wrong(code):
    return "000000" if code != "000000" else "111111"


def type_code(client, code, back=""):
    return client.post(CODE + (f"?next={back}" if back else ""), {"code": code})


def sign_in(address=PHONE, client=None):
    """Return a browser that has gone the whole road with `address`."""
    client = client or Client()
    ask(client, address)
    assert type_code(client, code_sent_to(address)).status_code == 302
    return client


def is_in(client):
    return "_auth_user_id" in client.session
