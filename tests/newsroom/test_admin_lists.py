"""The desk's lists: found without accents, no query a row, no count of everything."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Page, Photo, Rubric, Tag
from authors.models import Author
from newsroom.models import JournalEntry, User
from newsroom.pagination import CountlessChangeList
from subscriptions.models import Plan
from tests import cast, readers
from tests.articles.admin_desk import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    cast.paper()
    cast.user(name="Root")
    User.objects.update(is_staff=True, is_superuser=True)
    return desk(User.objects.get(name="Root"))


def listing(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def found(client, model, words):
    response = client.get(listing(model), {"q": words})
    assert response.status_code == 200
    return [str(row) for row in response.context["cl"].result_list]


MAKERS = {
    Author: lambda name: cast.author(name, job_title="Journaliste"),
    Tag: lambda name: cast.tag(name),
    Photo: lambda name: cast.photo(caption=name),
    Rubric: lambda name: cast.rubric(name, owner=cast.author(f"De {name}")),
    Page: lambda name: Page.objects.create(title=name, slug=name[:9], body="<p>Oui.</p>"),
    User: lambda name: cast.user("journalist", name=name),
    Plan: lambda name: Plan.objects.create(name=name, days=30, price=2500),
    JournalEntry: lambda name: JournalEntry.record(
        actor=cast.user(name=f"De {name}"), verb="change", subject=cast.tag(name), fields=["name"]
    ),
}


@pytest.mark.parametrize("model", MAKERS)
def test_a_row_is_found_without_its_accents_and_capitals(client, model):
    MAKERS[model]("Émile Cœur-Goïta")
    MAKERS[model]("Autre Nom")
    for words in ("emile", "COEUR", "goita emile", "Émile", "cœur"):
        assert len(found(client, model, words)) == 1, words
    assert found(client, model, "emile autre") == []


@pytest.mark.parametrize("words", ["(", "%", "[a-", "\\", "a" * 500, "\0", "'", "*.*"])
def test_no_words_of_a_search_break_a_list(client, words):
    for model in MAKERS:
        found(client, model, words)


@pytest.mark.parametrize("model", MAKERS)
def test_a_list_asks_no_query_for_a_row(client, model):
    counts = []
    for turn in range(2):
        for number in range(1 + turn * 3):
            MAKERS[model](f"Nom {turn}-{number}")
        with readers.queries() as asked:
            assert client.get(listing(model)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


LONG = [Author, Tag, Photo, User, JournalEntry]


@pytest.mark.parametrize("model", LONG)
def test_a_long_list_counts_nothing_and_leads_to_its_next_page(client, model, monkeypatch):
    for number in range(5):
        MAKERS[model](f"Nom {number}")
    monkeypatch.setattr(admin.site._registry[model], "list_per_page", 2)
    with readers.queries() as asked:
        page = client.get(listing(model))
    assert not [sql for sql in asked if "COUNT(" in sql]
    assert isinstance(page.context["cl"], CountlessChangeList)
    assert len(page.context["cl"].result_list) == 2
    following = client.get(f"{listing(model)}{page.context['cl'].next_query}").context["cl"]
    assert {row.pk for row in following.result_list}.isdisjoint(
        {row.pk for row in page.context["cl"].result_list}
    )


def test_an_empty_list_says_so(client):
    assert gettext("Nothing found here.") in client.get(listing(Tag), {"q": "xyz"}).content.decode()
