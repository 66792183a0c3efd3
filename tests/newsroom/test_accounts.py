"""Accounts: made with a role in one step, closed in one tick, never deleted."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from newsroom import roles
from newsroom.models import JournalEntry, User
from tests import cast
from tests.articles.admin_desk import desk, form_data

pytestmark = pytest.mark.django_db

ADD = "/redaction/newsroom/user/add/"
NEW = "les rives tranquilles"


@pytest.fixture
def administrator():
    cast.paper()
    return cast.user("administrator")


@pytest.fixture
def client(administrator):
    return desk(administrator)


def group(code):
    return Group.objects.get(name=roles.ROLES[code].group)


def new_account(client, **fields):
    fields = {
        "name": "Awa Diop",
        "email": "Awa@Example.org",
        "password1": NEW,
        "password2": NEW,
        "groups": [group("journalist").pk],
    } | fields
    return client.post(ADD, form_data(client, ADD, **fields))


def test_a_new_account_has_its_role_and_signs_in_at_once(client):
    assert new_account(client).status_code == 302
    visitor = Client()
    fields = {"username": "AWA@example.org", "password": NEW}
    assert visitor.post("/redaction/login/", fields).status_code == 302
    assert visitor.get("/redaction/articles/article/add/").status_code == 200
    assert JournalEntry.objects.first().detail["roles"] == [roles.ROLES["journalist"].group]


def test_the_journal_never_holds_a_password(client):
    new_account(client)
    assert "pbkdf2" not in str(list(JournalEntry.objects.values()))
    assert NEW not in str(list(JournalEntry.objects.values()))


def test_an_address_that_somebody_has_is_refused_and_nothing_typed_is_lost(client):
    cast.user(email="awa@example.org")
    response = new_account(client)
    form = response.context["adminform"].form
    assert "email" in form.errors
    assert form["name"].value() == "Awa Diop"


@pytest.mark.parametrize("password", ["court", "1234567890", "Awa@Example.org"])
def test_a_weak_password_is_refused(client, password):
    response = new_account(client, password1=password, password2=password)
    assert response.status_code == 200
    assert User.objects.filter(name="Awa Diop").count() == 0


def test_a_forgotten_password_is_set_anew_and_the_journal_tells(client, administrator):
    awa = cast.awa()
    path = f"/redaction/newsroom/user/{awa.pk}/password/"
    fields = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert client.post(path, fields).status_code == 302
    assert User.objects.get(pk=awa.pk).check_password(NEW)
    entry = JournalEntry.objects.first()
    assert (entry.actor, entry.verb, entry.subject_id) == (administrator, "set_password", awa.pk)


def test_an_account_is_closed_and_never_deleted(client):
    awa = cast.awa()
    path = f"/redaction/newsroom/user/{awa.pk}/"
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    fields = form_data(client, f"{path}change/", is_active=None)
    assert client.post(f"{path}change/", fields).status_code == 302
    assert not User.objects.get(pk=awa.pk).is_active


def test_whoever_works_for_the_paper_needs_an_e_mail_address(client):
    awa = cast.awa()
    path = f"/redaction/newsroom/user/{awa.pk}/change/"
    response = client.post(path, form_data(client, path, email="", phone="+22370000000"))
    assert response.status_code == 200
    assert response.context["errors"]
