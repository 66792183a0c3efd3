"""The help of the desk: every page is there, for everybody, and leads nowhere that is not."""

import re

import pytest
from django.urls import Resolver404, resolve

from newsroom.handbook import PAGES
from tests import cast
from tests.articles.admin_desk import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.djeneba())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_help_names_all_the_others(client, name):
    page = client.get(f"/redaction/aide/{name}/").content.decode()
    assert f"<h1>{PAGES[name]}</h1>" in page
    for other in PAGES:
        assert f'href="/redaction/aide/{other}/"' in page


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_the_help_leads_somewhere(client, name):
    page = client.get(f"/redaction/aide/{name}/").content.decode()
    links = re.findall(r'<a href="(/[^"]*)"', page)
    assert links
    for link in links:
        try:
            resolve(link)
        except Resolver404:
            pytest.fail(f"{link} leads nowhere")


def test_the_help_begins_somewhere_and_refuses_what_it_has_not(client):
    assert client.get("/redaction/aide/").status_code == 200
    assert client.get("/redaction/aide/base/").status_code == 404
    assert client.get("/redaction/aide/nulle-part/").status_code == 404


def test_whatever_the_role_the_help_is_in_the_menu():
    page = desk(cast.user("moderator")).get("/redaction/").content.decode()
    assert 'href="/redaction/aide/"' in page
