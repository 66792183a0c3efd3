"""The address under each mail that stops the mails, for people and for mail programs."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from subscriptions.models import Reader
from tests import cast, talk

pytestmark = pytest.mark.django_db


def test_asked_for_it_changes_nothing_and_posted_to_it_stops_at_once():
    cast.paper()
    reader = Reader.objects.get(user=talk.subscriber())
    path = reverse("subscriptions:stop_mail", args=[reader.mail_key])
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.get(path).status_code == 200
    reader.refresh_from_db()
    assert reader.wants_replies_by_mail
    answer = mail_program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    reader.refresh_from_db()
    assert not reader.wants_replies_by_mail
    assert reader.user.name not in answer.content.decode()


def test_a_key_that_is_nobodys_leads_nowhere():
    path = reverse("subscriptions:stop_mail", args=[uuid.uuid4()])
    assert Client().get(path).status_code == Client().post(path).status_code == 404
