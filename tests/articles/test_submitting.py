"""Handing a copy on, and sending it back."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import publishing
from articles.models import (
    Article,
    State,
)
from newsroom.models import JournalEntry
from tests import cast
from tests.articles.desk import copy, state_of

pytestmark = pytest.mark.django_db


def test_a_correspondent_hands_on_a_text_of_her_own():
    awa = cast.awa()
    article = copy(created_by=awa)
    publishing.submit(article=article, by=awa)
    article.refresh_from_db()
    assert article.status == Article.Status.SUBMITTED
    assert JournalEntry.objects.get(verb="submit").actor == awa


def test_a_correspondent_does_not_hand_on_what_is_not_hers():
    article = copy(created_by=cast.boubacar(), bylines=[cast.author("Boubacar Sy")])
    with pytest.raises(PermissionDenied):
        publishing.submit(article=article, by=cast.awa())
    assert state_of(article) == {State.DRAFT}


def test_whoever_signs_may_hand_on_what_a_colleague_filed_for_her():
    awa = cast.awa()
    signer = cast.author("Awa Diop", account=awa)
    article = copy(created_by=cast.boubacar(), bylines=[signer])
    publishing.submit(article=article, by=awa)
    assert state_of(article) == {State.SUBMITTED}


def test_an_empty_sheet_is_not_handed_on():
    article = cast.article(created_by=cast.awa(), body="")
    Article.objects.filter(pk=article.pk).update(headline="")
    with pytest.raises(publishing.PublishingError):
        publishing.submit(article=article, by=article.created_by)


def test_the_desk_sends_back_with_a_sentence():
    article = copy(created_by=cast.awa())
    publishing.submit(article=article, by=article.created_by)
    publishing.send_back(article=article, by=cast.cheick(), note="Manque le chiffre du jour.")
    article.refresh_from_db()
    assert article.return_note == "Manque le chiffre du jour."
    assert state_of(article) == {State.RETURNED}


@pytest.mark.parametrize("note", ["", "   "])
def test_without_a_sentence_nothing_is_sent_back(note):
    article = copy(created_by=cast.awa())
    publishing.submit(article=article, by=article.created_by)
    with pytest.raises(publishing.PublishingError):
        publishing.send_back(article=article, by=cast.cheick(), note=note)


def test_a_journalist_sends_nothing_back():
    article = copy(created_by=cast.awa())
    publishing.submit(article=article, by=article.created_by)
    with pytest.raises(PermissionDenied):
        publishing.send_back(article=article, by=cast.boubacar(), note="Non.")
