"""Nothing typed is lost: the session has ended, or the token of the form is stale."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Photo, Tag
from newsroom.models import User
from tests import cast
from tests.articles.admin_desk import data_of

pytestmark = pytest.mark.django_db

TEXT = "Le « bac » de Konna & ses <passagers>, à l’aube"
LOGIN = "/redaction/login/"


def browser():
    """Return a client that checks tokens, as a real browser's requests are checked."""
    return Client(enforce_csrf_checks=True)


def token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


def carried(page):
    """Return what the page carries in its hidden field, and None without one."""
    found = re.search(r'name="_typed" value="([^"]*)"', page.content.decode())
    return html.unescape(found[1]) if found else None


def sign_in(client, person, **fields):
    page = client.get(LOGIN)
    fields |= {"username": person.email, "password": cast.PASSWORD}
    return client.post(LOGIN, {"csrfmiddlewaretoken": token(page), **fields})


def new_article(client, **fields):
    """Return the fields of the form for a new text as the browser would send them."""
    page = client.get("/redaction/articles/article/add/")
    return data_of(page) | {"headline": TEXT} | fields | {"csrfmiddlewaretoken": token(page)}


class TestAFormThatArrivesWithoutASession:
    @pytest.fixture
    def awa(self):
        return cast.awa()

    @pytest.fixture
    def client(self, awa):
        client = browser()
        sign_in(client, awa)
        return client

    @pytest.fixture
    def asked(self, client):
        """The answer to a new text that was sent after the session had ended."""
        fields = new_article(client, rubric=cast.rubric().pk, genre="news", standfirst=TEXT)
        del client.cookies["sessionid"]
        return client.post("/redaction/articles/article/add/", fields)

    def test_it_is_answered_by_the_sign_in_form_which_keeps_what_was_typed(self, asked):
        assert asked.status_code == 403
        assert 'id="login-form"' in asked.content.decode()
        assert "headline=" in carried(asked)
        assert Article.objects.count() == 0

    def test_it_carries_neither_token_nor_password(self, client, awa):
        fields = {"csrfmiddlewaretoken": token(client.get(LOGIN + "?x=1", follow=True))}
        del client.cookies["sessionid"]
        fields |= {
            "old_password": "secret1",
            "new_password1": "secret2",
            "new_password2": "secret2",
        }
        page = client.post("/redaction/password_change/", fields)
        assert "secret" not in page.content.decode()
        assert "csrfmiddlewaretoken" not in (carried(page) or "")

    def test_after_signing_in_the_form_comes_back_filled_in_and_nothing_is_saved(
        self, client, asked, awa
    ):
        page = self.sign_in_again(client, asked, awa)
        assert page.status_code == 200
        assert html.escape(TEXT) in page.content.decode()
        form = self.reopen(client, page)
        assert form.status_code == 200
        assert form.context["adminform"].form["headline"].value() == TEXT
        assert form.context["adminform"].form["standfirst"].value() == TEXT
        assert len(form.context["messages"]) == 1
        assert not form.context["errors"]
        assert Article.objects.count() == 0

    def test_the_form_that_came_back_is_saved_by_its_own_button(self, client, asked, awa):
        form = self.reopen(client, self.sign_in_again(client, asked, awa))
        fields = new_article(client, **data_of(form))
        response = client.post("/redaction/articles/article/add/", fields)
        assert response.status_code == 302, response.context["errors"]
        assert Article.objects.get().headline == TEXT

    def test_a_wrong_password_loses_nothing(self, client, asked, awa):
        fields = {"username": awa.email, "password": "faux", "_typed": carried(asked)}
        again = client.post(LOGIN, fields | {"csrfmiddlewaretoken": token(asked)})
        assert carried(again) == carried(asked)

    def test_somebody_else_who_signs_in_has_his_own_rights_only(self, client, asked):
        page = self.sign_in_again(client, asked, cast.fanta())
        assert html.escape(TEXT) in page.content.decode()
        assert self.reopen(client, page).status_code == 403

    def test_somebody_made_inactive_meanwhile_does_not_get_in(self, client, awa):
        fields = new_article(client, rubric=cast.rubric().pk)
        User.objects.filter(pk=awa.pk).update(is_active=False)
        asked = client.post("/redaction/articles/article/add/", fields)
        assert asked.status_code == 403
        page = self.sign_in_again(client, asked, awa)
        assert carried(page) == carried(asked)
        assert client.get("/redaction/").status_code == 302

    def test_the_way_back_never_leads_to_another_site(self, client, asked, awa):
        fields = {"username": awa.email, "password": cast.PASSWORD, "_typed": carried(asked)}
        fields |= {"csrfmiddlewaretoken": token(asked), "next": "https://evil.example/"}
        page = client.post(LOGIN, fields)
        assert "evil.example" not in page.content.decode()

    def test_a_file_cannot_be_kept_and_the_page_says_which(self, client, awa):
        page = client.get("/redaction/articles/photo/add/")
        fields = {"csrfmiddlewaretoken": token(page), "caption": TEXT}
        del client.cookies["sessionid"]
        upload = SimpleUploadedFile("crue.jpg", b"x")
        asked = client.post("/redaction/articles/photo/add/", fields | {"upload": upload})
        assert "crue.jpg" in asked.content.decode()
        form = self.reopen(client, self.sign_in_again(client, asked, awa))
        assert form.context["adminform"].form["caption"].value() == TEXT
        assert Photo.objects.count() == 0

    def test_what_cannot_be_opened_again_is_shown_and_not_carried_out(self):
        """A deletion: nobody wants it repeated by signing in."""
        chief, client = cast.djeneba(), browser()
        tag = cast.tag("crue")
        address = f"/redaction/articles/tag/{tag.pk}/delete/"
        sign_in(client, chief)
        fields = {"csrfmiddlewaretoken": token(client.get(address)), "post": "yes"}
        del client.cookies["sessionid"]
        page = self.sign_in_again(client, client.post(address, fields), chief)
        assert page.status_code == 200
        back = client.post(
            address, {"csrfmiddlewaretoken": token(page), "_typed": carried(page) or "post=yes"}
        )
        assert back.status_code == 302
        assert Tag.objects.filter(pk=tag.pk).exists()

    def test_the_notice_of_a_withdrawal_comes_back_and_nothing_is_withdrawn(self):
        cheick, client = cast.cheick(), browser()
        publication = cast.published(by=cheick)
        sign_in(client, cheick)
        address = f"/redaction/articles/article/{publication.article_id}/retirer/"
        fields = {"csrfmiddlewaretoken": token(client.get(address)), "notice": TEXT}
        fields["revision"] = publication.revision_id
        del client.cookies["sessionid"]
        page = self.sign_in_again(client, client.post(address, fields), cheick)
        form = self.reopen(client, page)
        assert form.context["form"]["notice"].value() == TEXT
        assert client.get(publication.path).status_code == 200

    def sign_in_again(self, client, asked, person):
        fields = {"csrfmiddlewaretoken": token(asked), "_typed": carried(asked)}
        fields["next"] = asked.context["next"]
        fields |= {"username": person.email, "password": cast.PASSWORD}
        return client.post(LOGIN, fields)

    def reopen(self, client, page):
        fields = {"csrfmiddlewaretoken": token(page), "_typed": carried(page)}
        return client.post(page.context["path"], fields)


class TestAStaleToken:
    """Signed in again in another window: the session is good, the form's token is not."""

    @pytest.fixture
    def person(self):
        return cast.boubacar()

    @pytest.fixture
    def client(self, person):
        client = browser()
        sign_in(client, person)
        return client

    @pytest.fixture
    def refused(self, client, person):
        fields = new_article(client, rubric=cast.rubric().pk, genre="news", body=f"<p>{TEXT}</p>")
        del client.cookies["sessionid"]
        sign_in(client, person)
        return client.post("/redaction/articles/article/add/", fields)

    def test_it_is_refused_and_what_was_typed_can_be_read(self, refused):
        assert refused.status_code == 403
        assert refused.content.decode().count(html.escape(TEXT)) >= 1
        assert Article.objects.count() == 0

    def test_the_text_is_under_the_label_it_has_on_the_form(self, refused):
        label = str(Article._meta.get_field("headline").verbose_name)
        assert [f.text for f in refused.context["fields"] if f.label.lower() == label] == [TEXT]

    def test_its_form_opens_again_and_saves_nothing_by_itself(self, client, refused):
        fields = {"csrfmiddlewaretoken": token(refused), "_typed": carried(refused)}
        form = client.post(refused.context["path"], fields)
        assert form.context["adminform"].form["headline"].value() == TEXT
        assert Article.objects.count() == 0

    def test_without_a_session_either_it_leads_through_the_sign_in_form(self, client):
        fields = new_article(client) | {"csrfmiddlewaretoken": "x" * 64}
        del client.cookies["sessionid"]
        page = client.post("/redaction/articles/article/add/", fields)
        assert 'id="login-form"' in page.content.decode()
        assert "headline=" in carried(page)

    def test_a_second_sign_in_form_leads_on_to_what_was_typed(self, client, person):
        typed = urlencode({"headline": TEXT})
        fields = {"username": person.email, "password": cast.PASSWORD, "_typed": typed}
        fields |= {"csrfmiddlewaretoken": "x" * 64, "next": "/redaction/articles/article/add/"}
        page = client.post(LOGIN, fields)
        assert page.context["path"] == "/redaction/articles/article/add/"
        assert cast.PASSWORD not in page.content.decode()
        assert carried(page) == typed


class TestAForgedRequest:
    """Another site makes the browser of somebody who is signed in send a form."""

    @pytest.fixture
    def client(self):
        client = browser()
        sign_in(client, cast.djeneba())
        return client

    def forge(self, client, address, **fields):
        return client.post(address, fields, headers={"Origin": "https://evil.example"})

    def test_it_is_never_carried_out_and_shows_nothing_of_itself(self, client):
        page = self.forge(client, reverse("admin:articles_tag_add"), name="forged", kind="topic")
        assert page.status_code == 403
        assert "forged" not in page.content.decode()
        assert Tag.objects.count() == 0

    def test_dressed_up_as_a_form_to_open_again_it_is_refused_as_well(self, client):
        page = self.forge(client, reverse("admin:articles_tag_add"), _typed="name=forged")
        assert page.status_code == 403
        assert "forged" not in page.content.decode()

    def test_it_cannot_sign_anybody_in(self):
        stranger = browser()
        fields = {"username": cast.awa().email, "password": cast.PASSWORD}
        assert self.forge(stranger, LOGIN, **fields).status_code == 403
        assert "_auth_user_id" not in stranger.session


def test_pages_that_carry_a_text_are_kept_by_nobody():
    client = browser()
    sign_in(client, cast.awa())
    fields = new_article(client)
    del client.cookies["sessionid"]
    page = client.post("/redaction/articles/article/add/", fields)
    assert "no-store" in page["Cache-Control"]
