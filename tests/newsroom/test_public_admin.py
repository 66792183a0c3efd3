"""Plain edits of what public pages show reach the pages, the journal and the old addresses."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Article, FrontPlacement, Page, Rubric, Tag
from newsroom.admin import PublicAdmin
from newsroom.expired import ReopeningAdmin
from newsroom.models import FormerSlug, JournalEntry, Newspaper, User
from subscriptions.models import (
    CashClosing,
    Contribution,
    LedgerEntry,
    Plan,
    Sanction,
    Subscription,
    VoucherBatch,
    WatchedWord,
)
from tests import cast, readers
from tests.articles.admin_desk import desk, form_data
from tests.newsroom.photos import saved, scenery

pytestmark = pytest.mark.django_db

NO_PLAIN_EDITS = {
    Article: "what readers see of it changes by the verbs of publishing only",
    FrontPlacement: "its page has the verbs of the front as buttons, and no form",
    User: "accounts are on no public page",
    JournalEntry: "nobody edits it",
    Subscription: "its pages are those of the office",
    VoucherBatch: "vouchers are sold at kiosks",
    LedgerEntry: "nobody edits it",
    CashClosing: "nobody edits it",
    Contribution: "moderators judge it by buttons; what readers see of it goes by verbs",
    Sanction: "it is decided and lifted beside a text, and on no public page",
    WatchedWord: "the rules read it, readers never do",
}


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.user("publication_director"))


def change(client, instance, **fields):
    name = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_change"
    path = reverse(name, args=[instance.pk])
    if isinstance(instance, Newspaper):
        fields = {"logo": ""} | fields
    response = client.post(path, form_data(client, path, **fields))
    assert response.status_code == 302, response.context["errors"]


# --- The registry --------------------------------------------------------------------------------
def test_every_model_that_pages_show_reports_its_changes():
    plain = {
        model for model, found in admin.site._registry.items() if not isinstance(found, PublicAdmin)
    }
    assert plain == set(NO_PLAIN_EDITS)


def test_every_form_of_the_desk_can_be_opened_again_with_what_was_typed():
    cannot = [
        model
        for model, found in admin.site._registry.items()
        if not isinstance(found, ReopeningAdmin)
    ]
    assert cannot == [FrontPlacement]


def test_no_library_brings_a_screen_of_its_own():
    own = {"newsroom", "authors", "articles", "subscriptions"}
    assert {model._meta.app_label for model in admin.site._registry} == own


# --- One edit ------------------------------------------------------------------------------------
def test_an_edit_is_in_the_journal_with_the_fields_that_changed(client):
    rubric = cast.rubric("Politique")
    change(client, rubric, name="Vie politique")
    entry = JournalEntry.objects.first()
    assert (entry.verb, entry.subject_label, entry.detail) == (
        "change",
        "Vie politique",
        {"fields": ["name"]},
    )


def test_an_edit_tells_every_process_that_the_menu_changed(client):
    rubric = cast.rubric("Politique")
    before = Newspaper.current().version
    change(client, rubric, name="Vie politique")
    assert Newspaper.current().version > before
    assert "Vie politique" in readers.get("/").text


def test_an_edit_in_the_list_is_reported_like_one_in_the_form(client):
    rubric = cast.rubric("Politique", menu_position=1)
    before = Newspaper.current().version
    path = "/redaction/articles/rubric/"
    fields = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": rubric.pk,
        "form-0-menu_position": 0,
        "_save": "1",
    }
    assert client.post(path, fields).status_code == 302
    rubric.refresh_from_db()
    assert rubric.menu_position == 0
    assert JournalEntry.objects.first().detail == {"fields": ["menu_position"]}
    assert Newspaper.current().version > before


def test_a_new_row_is_in_the_journal(client):
    fields = {"title": "Charte", "slug": "", "body": "<p>Nous vérifions.</p>", "position": 1}
    client.post("/redaction/articles/page/add/", fields)
    assert JournalEntry.objects.first().verb == "add"
    assert "Charte" in readers.get("/").text


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (lambda: cast.rubric("Politique"), "/rubriques/politique/", "/rubriques/pouvoirs/"),
        (
            lambda: cast.published(tags=["crue"]) and Tag.objects.get(),
            "/mots-cles/crue/",
            "/mots-cles/pouvoirs/",
        ),
        (lambda: cast.author("Awa Diop"), "/auteurs/awa-diop/", "/auteurs/pouvoirs/"),
        (
            lambda: Page.objects.create(title="Charte", slug="charte", body="<p>Oui.</p>"),
            "/pages/charte/",
            "/pages/pouvoirs/",
        ),
    ],
    ids=["rubric", "tag", "author", "page"],
)
def test_an_old_address_leads_to_the_new_one(client, make, old, new):
    change(client, make(), slug="pouvoirs")
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert client.get(new).status_code == 200


def test_a_changed_prefix_of_a_column_is_on_what_is_published(client):
    column = cast.rubric("À l’heure du Mali", kind="column")
    publication = cast.published(rubric=column)
    change(client, column, prefix="À l’heure du Sahel")
    publication.refresh_from_db()
    assert publication.kicker == "À l’heure du Sahel"


def test_a_renamed_tag_is_on_what_is_published(client):
    publication = cast.published(tags=["crue"])
    change(client, Tag.objects.get(), name="crues", slug="crues")
    assert "crues" in readers.get(publication.path).text


def test_the_form_leads_to_the_public_page_where_there_is_one(client):
    cast.published(tags=["crue"])
    hidden = cast.author("Sékou Tiémoko", is_public=False, public_form="S.T.")
    shown = [Tag.objects.get(), cast.rubric(), cast.author()]
    for instance in [*shown, cast.tag("bac"), hidden]:
        path = f"/redaction/{instance._meta.label_lower.replace('.', '/')}/{instance.pk}/change/"
        page = client.get(path).content.decode()
        assert ('class="viewsitelink"' in page) == (instance in shown), instance
    for instance in shown:
        assert client.get(instance.get_absolute_url()).status_code == 200


# --- Deleting ------------------------------------------------------------------------------------
def delete(client, instance):
    name = f"admin:{instance._meta.app_label}_{instance._meta.model_name}_delete"
    return client.post(reverse(name, args=[instance.pk]), {"post": "yes"})


def test_a_deleted_row_is_in_the_journal_and_its_old_addresses_go_with_it(client):
    page = Page.objects.create(title="Charte", slug="charte", body="<p>Oui.</p>")
    change(client, page, slug="la-charte")
    assert delete(client, page).status_code == 302
    assert JournalEntry.objects.first().verb == "delete"
    assert FormerSlug.objects.count() == 0
    assert client.get("/pages/charte/").status_code == 404


@pytest.mark.parametrize("used", ["rubric", "tag", "author"])
def test_what_texts_hang_on_is_not_deleted(client, used):
    publication = cast.published(tags=["crue"])
    found = {
        "rubric": publication.rubric,
        "tag": Tag.objects.get(),
        "author": publication.author_links.get().author,
    }[used]
    assert delete(client, found).status_code == 403
    assert client.get(publication.path).status_code == 200


def test_what_nobody_uses_is_deleted(client):
    for instance in (cast.rubric("Vide"), cast.tag("vide"), cast.author("Personne Encore")):
        assert delete(client, instance).status_code == 302
        assert not type(instance).objects.filter(pk=instance.pk).exists()


# --- The paper -----------------------------------------------------------------------------------
class TestTheNewspaper:
    def test_its_list_leads_straight_to_its_form(self, client):
        response = client.get("/redaction/newsroom/newspaper/")
        assert response.headers["Location"] == "/redaction/newsroom/newspaper/1/change/"

    def test_before_it_is_set_up_the_list_leads_to_a_new_form(self):
        Newspaper.objects.all().delete()
        client = desk(cast.user("administrator"))
        path = client.get("/redaction/newsroom/newspaper/").headers["Location"]
        assert path == "/redaction/newsroom/newspaper/add/"
        fields = form_data(client, path, title="Le Port", publication_days=["1", "3"])
        assert client.post(path, fields).status_code == 302
        assert Newspaper.objects.get().pk == 1

    def test_there_is_never_a_second_one(self, client):
        assert client.get("/redaction/newsroom/newspaper/add/").status_code == 403
        assert client.post("/redaction/newsroom/newspaper/1/delete/").status_code == 403

    def test_its_days_are_boxes_to_tick(self, client):
        change(client, Newspaper.current(), publication_days=["2", "6"])
        assert Newspaper.current().publication_days == "2,6"

    def test_its_title_is_on_the_public_pages_and_on_the_desk(self, client):
        change(client, Newspaper.current(), title="Le Delta")
        assert "Le Delta" in readers.get("/").text
        assert "Le Delta" in client.get("/redaction/").content.decode()

    def test_its_directors_are_written_on_the_same_form(self, client):
        fields = {
            "directors-TOTAL_FORMS": "1",
            "directors-0-name": "Fatimata Ouologuem",
            "directors-0-since": "2021-03-01",
        }
        change(client, Newspaper.current(), **fields)
        assert Newspaper.current().directors.get().name == "Fatimata Ouologuem"
        assert JournalEntry.objects.first().detail == {"fields": ["directors"]}

    def test_a_logo_is_drawn_anew_under_another_name_and_shown_to_search_engines(
        self, client, django_capture_on_commit_callbacks
    ):
        path = "/redaction/newsroom/newspaper/1/change/"
        exif = Image.Exif()
        exif[0x013B] = "Moussa Ag Alhassane"
        names = []
        for _again in range(2):
            sent = saved(scenery(1200, 600), "JPEG", exif=exif).read()
            logo = SimpleUploadedFile("moussa-chez-lui.jpg", sent, "image/jpeg")
            with django_capture_on_commit_callbacks(execute=True):
                assert client.post(path, form_data(client, path, logo=logo)).status_code == 302
            names.append(Newspaper.current().logo.name)
        assert [default_storage.exists(name) for name in names] == [False, True]
        assert "moussa" not in names[1]
        with default_storage.open(names[1]) as file:
            drawn = file.read()
        assert b"Moussa" in sent
        assert b"Moussa" not in drawn
        assert Image.open(BytesIO(drawn)).size == (512, 256)
        page = readers.get(cast.published().path)
        assert page.data["publisher"]["logo"] == f"http://localhost:8000/media/{names[1]}"

    def test_a_logo_that_is_no_picture_is_refused_and_nothing_typed_is_lost(self, client):
        path = "/redaction/newsroom/newspaper/1/change/"
        drawing = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
        response = client.post(path, form_data(client, path, title="Le Delta", logo=drawing))
        form = response.context["adminform"].form
        assert "logo" in form.errors
        assert form["title"].value() == "Le Delta"


def test_a_plan_is_on_the_page_of_subscriptions_at_once():
    cast.paper()
    client = desk(cast.fanta())
    fields = {"name": "Un mois", "days": 30, "price": 2500, "position": 0, "is_offered": "on"}
    assert client.post("/redaction/subscriptions/plan/add/", fields).status_code == 302
    assert Plan.objects.get().price == 2500
    assert "Un mois" in readers.get("/abonnement/").text


def test_a_rubric_that_is_part_of_itself_is_refused_with_a_word(client):
    rubric = cast.rubric()
    path = reverse("admin:articles_rubric_change", args=[rubric.pk])
    response = client.post(path, form_data(client, path, parent=rubric.pk))
    assert "parent" in response.context["adminform"].form.errors
    assert Rubric.objects.get().parent is None
