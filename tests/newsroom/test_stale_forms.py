"""Two people have the same form open: the second to save undoes nothing without seeing it."""

import pytest
from django.urls import reverse

from articles.models import Page, Photo
from newsroom.models import Newspaper
from tests import cast, readers
from tests.articles.admin_desk import data_of, desk, errors, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.user("publication_director"))


def path_of(instance):
    meta = instance._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[instance.pk])


def hide(client, author):
    fields = form_data(client, path_of(author), public_form="Notre correspondant")
    del fields["is_public"]
    assert client.post(path_of(author), fields).status_code == 302


def test_an_old_form_does_not_make_a_protected_person_public_again(client):
    author = cast.author("Oumar Diallo")
    publication = cast.published(bylines=[author])
    old = form_data(client, path_of(author), job_title="Reporter")
    hide(client, author)

    response = client.post(path_of(author), old)

    assert response.status_code == 200
    author.refresh_from_db()
    assert (author.is_public, author.job_title) == (False, "")
    assert "Oumar Diallo" not in readers.get(publication.path).text


def test_the_refused_form_keeps_what_was_typed_and_tells_what_the_row_holds(client):
    author = cast.author("Oumar Diallo")
    old = form_data(client, path_of(author), job_title="Reporter")
    hide(client, author)
    response = client.post(path_of(author), old)
    form = response.context["adminform"].form
    assert form["job_title"].value() == "Reporter"
    said = " ".join(errors(response)["__all__"])
    assert "Notre correspondant" in said
    assert str(form.fields["is_public"].label) in said


def test_saving_again_after_having_seen_it_works(client):
    author = cast.author("Oumar Diallo")
    old = form_data(client, path_of(author), job_title="Reporter")
    hide(client, author)
    seen = data_of(client.post(path_of(author), old), public_form="Notre correspondant")
    del seen["is_public"]
    assert client.post(path_of(author), seen).status_code == 302
    author.refresh_from_db()
    assert (author.is_public, author.job_title) == (False, "Reporter")


def test_a_form_that_does_not_say_what_it_saw_is_refused(client):
    page = Page.objects.create(title="Charte", slug="charte", body="<p>Oui.</p>")
    fields = form_data(client, path_of(page), title="Notre charte")
    del fields["seen"]
    assert client.post(path_of(page), fields).status_code == 200
    page.refresh_from_db()
    assert page.title == "Charte"


def test_a_withdrawn_photo_does_not_come_back_by_an_old_form(client):
    photo = cast.photo()
    old = form_data(client, path_of(photo), alt_text="Une pirogue")
    Photo.objects.update(is_withdrawn=True)
    assert client.post(path_of(photo), old).status_code == 200
    photo.refresh_from_db()
    assert photo.is_withdrawn


def test_the_text_of_a_page_is_not_written_over(client):
    page = Page.objects.create(title="Charte", slug="charte", body="<p>Nous vérifions.</p>")
    old = form_data(client, path_of(page), title="Notre charte")
    client.post(path_of(page), form_data(client, path_of(page), body="<p>Deux sources.</p>"))
    assert client.post(path_of(page), old).status_code == 200
    page.refresh_from_db()
    assert "Deux sources" in page.body


def test_a_change_of_the_rubrics_does_not_stop_the_form_of_the_paper(client):
    paper = Newspaper.current()
    open_form = form_data(client, path_of(paper), logo="", motto="Au fil de l’eau")
    Newspaper.touch()
    assert client.post(path_of(paper), open_form).status_code == 302
    assert Newspaper.current().motto == "Au fil de l’eau"


def test_an_account_that_was_closed_is_not_opened_again_by_an_old_form():
    cast.paper()
    client, person = desk(cast.user("administrator")), cast.boubacar()
    old = form_data(client, path_of(person), phone="+22370000000")
    closing = form_data(client, path_of(person))
    del closing["is_active"]
    assert client.post(path_of(person), closing).status_code == 302
    assert client.post(path_of(person), old).status_code == 200
    person.refresh_from_db()
    assert not person.is_active


def test_the_digest_is_in_the_page_that_a_browser_gets(client):
    author = cast.author("Oumar Diallo")
    page = client.get(path_of(author)).content.decode()
    assert page.count('name="seen"') == 1
