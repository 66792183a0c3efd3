"""A password alone never takes the second step away, also where it was enough when one came in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from newsroom.accounts import desk
from tests import cast
from tests.newsroom.accounts.test_second_step import (
    RECOVERY,
    SECRET,
    asked_for,
    awa,
    now_shown,
    password,
)

__all__ = ["asked_for", "awa"]  # fixtures

pytestmark = pytest.mark.django_db


class TestASessionFromBeforeTheSecondStep:
    @pytest.fixture
    def client(self, awa):
        client = Client()
        client.force_login(awa)
        password(client, awa)
        totp.TOTP.activate(awa, SECRET)
        return client

    @pytest.mark.parametrize(
        "address", ["/compte/deux-etapes/desactiver/", RECOVERY, f"{RECOVERY}nouveaux/"]
    )
    def test_does_not_take_the_step_away_by_a_password(self, client, awa, address):
        again = "/compte/deux-etapes/encore/"
        before = list(Authenticator.objects.filter(user=awa).values_list("pk", "data"))
        for answer in (client.post(address), client.get(address)):
            assert answer.status_code == 302
            assert answer["Location"].startswith(again)
        client.post("/compte/verification/", {"password": cast.PASSWORD})
        assert client.post(address)["Location"].startswith(again)
        assert before == list(Authenticator.objects.filter(user=awa).values_list("pk", "data"))

    def test_does_it_once_a_code_was_shown(self, client, awa):
        client.post("/compte/deux-etapes/encore/", {"code": now_shown()})
        client.post("/compte/deux-etapes/desactiver/")
        assert not desk.has_second_step(awa)
