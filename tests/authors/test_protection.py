"""A person whose name must not be public: one tick takes name and portrait off everything."""

import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles import photos
from articles.models import Photo, Publication
from authors import portraits
from authors.models import Author
from newsroom.models import FormerSlug
from tests import cast, readers, whole_paper
from tests.articles.admin_desk import desk, form_data, said
from tests.newsroom.photos import exif_photo, quarters, saved

pytestmark = pytest.mark.django_db(transaction=True)  # files go when the transaction holds

NAME = "Sékou Tiémoko"
FORM = "Notre correspondant à Gao"
TRACES = re.compile(r"s[ée]kou|ti[ée]moko", re.IGNORECASE)


@pytest.fixture
def client():
    return desk(cast.djeneba())


@pytest.fixture
def sekou():
    """Somebody who signs, took the photo, has a portrait, a column and a page."""
    person = cast.author(
        NAME,
        initials="S.T.",
        job_title="Journaliste (Tiémoko)",
        biography="<p>Sékou Tiémoko est né à Gao.</p>",
    )
    portraits.store(person, upload(saved(quarters(300, 300)), "sekou-tiemoko.jpg"))
    return person


@pytest.fixture
def addresses(sekou):
    """Print a whole paper with the person wherever a person can stand."""
    sent = exif_photo({0x013B: NAME, 0x8298: NAME})
    photo = Photo(caption="Le quai.", alt_text="Un quai", credit="AMAP", photographer=sekou)
    photos.store(photo, upload(sent, "sekou.jpg"))
    spelt = Photo(caption="Le bac.", alt_text="Un bac", credit=f"{NAME} / AMAP")
    photos.store(spelt, upload(saved(quarters(300, 200)), "tiemoko.jpg"))
    found = whole_paper.print_it(photo=photo)
    column = cast.rubric("Carnet de Gao", kind="column", owner=sekou)
    texts = [
        cast.published(bylines=[sekou], lead_photo=spelt),
        cast.published(bylines=[{"author": sekou, "shown_as": "initials"}], rubric=column),
        cast.published(bylines=[cast.author("Awa Diop"), {"author": sekou, "role": "photo"}]),
    ]
    found |= {f"text {number}": text.path for number, text in enumerate(texts)}
    return found | {"his column": column.get_absolute_url(), "feed": "/flux/"}


def upload(file, name):
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def protect(client, author, **fields):
    path = reverse("admin:authors_author_change", args=[author.pk])
    fields = {"is_public": None, "public_form": FORM} | fields
    return client.post(path, form_data(client, path, **fields))


def read(addresses):
    """Return {address: HTML} of every public page, with the lists that they lead to."""
    visitor, pages, todo = Client(), {}, [*addresses.values()]
    while todo:
        address = todo.pop()
        if address in pages:
            continue
        pages[address] = visitor.get(address).content.decode()
        links = re.findall(r'href="(/[^"#?]*)"', pages[address])
        todo += [link for link in links if not link.startswith(("/redaction", "/media"))]
    return pages


@pytest.mark.same_anywhere
def test_before_it_the_name_is_on_many_pages(sekou, addresses):
    assert len([page for page in read(addresses).values() if NAME in page]) > 3


class TestOnceProtected:
    @pytest.fixture
    def protected(self, client, sekou, addresses):
        """The person as he was a moment after the tick."""
        assert protect(client, sekou).status_code == 302
        return Author.objects.get(pk=sekou.pk)

    def test_neither_name_nor_initials_nor_portrait_are_on_any_page(self, protected, addresses):
        pages = read(addresses)
        traces = {
            address: page[max(0, found.start() - 60) : found.end() + 60]
            for address, page in pages.items()
            if (found := TRACES.search(page + address))
        }
        assert traces == {}
        for trace in ("S.T.", "/media/portraits/"):
            assert [address for address, page in pages.items() if trace in page] == []
        assert any(FORM in page for page in pages.values())

    def test_the_files_of_the_portrait_are_gone(self, client, sekou, addresses):
        files = [path for made in sekou.portrait_renditions.values() for path in made.values()]
        assert all(default_storage.exists(path) for path in files)
        protect(client, sekou)
        assert not [path for path in files if default_storage.exists(path)]

    def test_the_old_page_is_gone_and_nothing_leads_on_from_it(self, protected):
        assert Client().get("/auteurs/sekou-tiemoko/").status_code == 404
        former = FormerSlug.objects.filter(kind="authors.author", object_id=protected.pk)
        assert not former.exists()

    def test_there_is_no_page_under_the_public_form_either(self, protected):
        assert Client().get("/auteurs/notre-correspondant-a-gao/").status_code == 404
        assert FORM not in readers.get("/auteurs/").text

    def test_no_file_that_readers_get_tells_the_name(self, protected):
        for path in _stored():
            assert not TRACES.search(path)
            with default_storage.open(path) as file:
                content = file.read()
            assert not TRACES.search(content.decode("latin-1"))
            assert not Image.open(BytesIO(content)).getexif()

    def test_nothing_that_is_published_holds_the_name_where_no_page_shows_it(self, protected):
        for publication in Publication.objects.visible().values():
            assert not TRACES.search(str(publication))

    def test_a_credit_that_spelt_the_name_follows(self, protected):
        spelt = Photo.objects.get(caption="Le bac.")
        assert (spelt.photographer, spelt.credit) == (protected, "AMAP")
        assert spelt.credit_line == f"{FORM}/AMAP"


def _stored(folder=""):
    folders, files = default_storage.listdir(folder)
    found = [f"{folder}/{name}".strip("/") for name in files]
    for name in folders:
        found += _stored(f"{folder}/{name}".strip("/"))
    return found


def test_a_page_under_the_public_form_only_where_the_desk_allows_it(client, sekou, addresses):
    protect(client, sekou, has_page="on")
    page = readers.get("/auteurs/notre-correspondant-a-gao/")
    assert FORM in page.text
    assert not TRACES.search(page.html)


def test_a_name_written_in_a_text_is_pointed_out_for_there_no_rule_may_cut(client, sekou):
    publication = cast.published(body=f"<p>« J’étais là », raconte {NAME}.</p>")
    photo = cast.photo(caption=f"{NAME} au port.")
    warnings = " ".join(said(client, protect(client, sekou)))
    assert f"/redaction/articles/article/{publication.article_id}/change/" in warnings
    assert f"/redaction/articles/photo/{photo.pk}/change/" in warnings


def test_without_a_public_form_nothing_is_saved(client, sekou):
    response = protect(client, sekou, public_form="")
    assert response.status_code == 200
    assert response.context["errors"]
    sekou.refresh_from_db()
    assert sekou.is_public


def test_a_public_form_that_tells_the_name_is_refused(client, sekou):
    response = protect(client, sekou, public_form="SEKOU TIEMOKO, à Gao")
    assert "public_form" in response.context["adminform"].form.errors


def test_the_person_comes_back_when_the_desk_says_so(client, sekou, addresses):
    protect(client, sekou)
    protect(client, sekou, is_public="on", slug="sekou-tiemoko")
    sekou.refresh_from_db()
    assert NAME in readers.get("/auteurs/sekou-tiemoko/").text
    assert sekou.public_portrait
    assert NAME in readers.get(addresses["text 0"]).text


# --- The rest of the form ------------------------------------------------------------------------
def test_a_removed_portrait_is_on_no_page(client, sekou, addresses):
    path = reverse("admin:authors_author_change", args=[sekou.pk])
    client.post(path, form_data(client, path, remove_portrait="on"))
    assert "/media/portraits/" not in readers.get(addresses["text 0"]).html
    assert not [name for name in _stored() if name.startswith("portraits/")]


def test_a_changed_name_is_on_everything_published_at_once(client, sekou, addresses):
    path = reverse("admin:authors_author_change", args=[sekou.pk])
    client.post(path, form_data(client, path, name="Modibo Gao"))
    assert "Modibo Gao" in readers.get(addresses["text 0"]).text
    assert "Modibo Gao" in readers.get("/auteurs/").text


def test_only_who_sees_accounts_links_one_to_an_author():
    author, account = cast.author("Awa Diop"), cast.awa()
    client = desk(cast.user("rubric_editor"))
    path = reverse("admin:authors_author_change", args=[author.pk])
    assert "account" not in client.get(path).context["adminform"].form.fields
    client.post(path, form_data(client, path, account=account.pk))
    assert Author.objects.get().account is None
    desk(cast.djeneba()).post(path, form_data(desk(cast.djeneba()), path, account=account.pk))
    assert Author.objects.get().account == account


def test_somebody_who_may_only_look_gets_no_field_to_type_into(sekou):
    client = desk(cast.awa())
    page = client.get(reverse("admin:authors_author_change", args=[sekou.pk]))
    assert page.status_code == 200
    assert 'name="upload"' not in page.content.decode()
    assert 'name="name"' not in page.content.decode()
