"""What a reader typed comes back as he typed it, however long it is."""

import uuid

import pytest
from django.test import Client

from tests import cast
from tests.patience import patience
from tests.subscriptions.moderation.scene import named, sent

pytestmark = pytest.mark.django_db

PARAGRAPHS = "Un mot.\n\nUn autre.\n    Et un vers."


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def typed(response):
    """Return what stands in the box of the page."""
    box = response.content.decode().partition("<textarea")[2].partition(">")[2]
    return box.partition("</textarea>")[0].removeprefix("\n")


def write(article, text, client):
    address = f"/contributions/{article.pk}/ecrire/"
    return client.post(address, {"text": text, "key": uuid.uuid4()})


def test_a_text_that_is_refused_keeps_its_paragraphs():
    writer, article = named(cast.subscriber()), cast.published().article
    text = PARAGRAPHS + "\n\n" + "x" * 1200
    assert typed(write(article, text, signed_in(writer))) == text


def test_a_text_given_back_keeps_its_paragraphs():
    assert typed(write(cast.published().article, PARAGRAPHS, Client())) == PARAGRAPHS


def test_a_text_to_be_changed_keeps_its_paragraphs():
    wording = sent(PARAGRAPHS)
    contribution = wording.contribution
    address = f"/contributions/{contribution.article_id}/{contribution.pk}/modifier/"
    assert typed(signed_in(wording.writer).get(address)) == PARAGRAPHS


def test_a_flood_of_blanks_is_answered():
    writer, article = named(cast.subscriber()), cast.published().article
    with patience("answering a flood of blanks"):
        response = write(article, f"a{' ' * 1_000_000}b", signed_in(writer))
    assert response.status_code == 422
