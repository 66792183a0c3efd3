"""The photo library: sent in, described, cut around what counts, withdrawn from everything."""

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles import photos
from articles.models import Photo, Rendition
from newsroom.models import JournalEntry
from tests import cast, readers
from tests.articles.admin_desk import desk, form_data, said
from tests.newsroom.photos import iptc_photo, quarters, saved

pytestmark = pytest.mark.django_db(transaction=True)  # files go when the transaction holds

ADD = "/redaction/articles/photo/add/"
LIST = "/redaction/articles/photo/"


@pytest.fixture
def yaya():
    cast.paper()
    return cast.user("photo_editor", name="Yaya Tamboura")


@pytest.fixture
def client(yaya):
    return desk(yaya)


def file(content=None, name="crue.jpg"):
    content = content or saved(quarters(600, 400))
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def add(client, **fields):
    return client.post(ADD, form_data(client, ADD, upload=file(), **fields))


def change(client, photo, **fields):
    path = reverse("admin:articles_photo_change", args=[photo.pk])
    return client.post(path, form_data(client, path, **fields))


def stored(**fields):
    """Return a photo with real files, ready to be published."""
    words = {"caption": "La crue à Mopti.", "credit": "AMAP", "alt_text": "De l’eau"}
    photo = Photo(**words | fields)
    photos.store(photo, file())
    return photo


def status(address):
    response = Client().get(address)
    response.close()  # of a file
    return response.status_code


# --- Sending in ----------------------------------------------------------------------------------
def test_a_photo_that_is_sent_in_has_its_public_files_at_once(client, yaya):
    words = {"caption": "La crue à Mopti.", "credit": "AMAP", "alt_text": "De l’eau"}
    assert add(client, **words).headers["Location"] == LIST
    photo = Photo.objects.get()
    assert photo.uploaded_by == yaya
    assert (photo.width, photo.height) == (600, 400)
    assert {row.purpose for row in photo.renditions.all()} == {"column", "card", "social"}
    assert all(default_storage.exists(row.file.name) for row in photo.renditions.all())


def test_words_that_nobody_typed_are_read_from_the_file_and_shown_to_be_checked(client):
    sent = iptc_photo((120, "La crue à Mopti".encode()), (80, b"Awa Diarra"), (110, b"AMAP"))
    response = client.post(ADD, form_data(client, ADD, upload=file(sent), alt_text="De l’eau"))
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("La crue à Mopti", "Awa Diarra / AMAP")
    assert response.headers["Location"] == f"{LIST}{photo.pk}/change/"
    assert len(said(client, response)) == 2


def test_words_that_somebody_typed_are_stronger_than_those_of_the_file(client):
    sent = iptc_photo((120, b"DSC_0012"), (110, b"AFP"))
    fields = {"caption": "La crue à Mopti.", "credit": "AMAP", "alt_text": "De l’eau"}
    client.post(ADD, form_data(client, ADD, upload=file(sent), **fields))
    assert Photo.objects.get().credit == "AMAP"


def test_a_photo_without_words_is_kept_and_the_missing_ones_are_named(client):
    response = add(client, caption="La crue à Mopti.")
    photo = Photo.objects.get()
    assert response.headers["Location"] == f"{LIST}{photo.pk}/change/"
    assert len(said(client, response)) == 2
    row = client.get(LIST).content.decode()
    assert str(Photo._meta.get_field("credit").verbose_name) in row


def test_in_the_popup_of_the_editor_the_new_photo_is_chosen_at_once(client):
    response = client.post(f"{ADD}?_popup=1", form_data(client, ADD, upload=file(), _popup="1"))
    assert response.status_code == 200
    assert f"&quot;value&quot;: &quot;{Photo.objects.get().pk}&quot;" in response.content.decode()


@pytest.mark.parametrize(
    "sent", [b"", b"GIF89a=1;alert(1)//", b"%PDF-1.4", b"\xff\xd8\xff\xe0 broken"]
)
def test_a_file_that_is_no_photo_is_refused_and_nothing_typed_is_lost(client, sent):
    upload = SimpleUploadedFile("crue.jpg", sent, "image/jpeg")
    response = client.post(ADD, form_data(client, ADD, upload=upload, caption="La crue à Mopti."))
    form = response.context["adminform"].form
    assert form.errors["upload"]
    assert form["caption"].value() == "La crue à Mopti."
    assert Photo.objects.count() == 0


def test_a_good_file_beside_a_wrong_field_has_to_be_chosen_again_and_the_form_says_so(client):
    response = client.post(ADD, form_data(client, ADD, upload=file(), focal_x="7"))
    assert set(response.context["adminform"].form.errors) == {"focal_x", "upload"}
    assert Photo.objects.count() == 0


def test_a_photo_without_a_file_is_refused(client):
    response = client.post(ADD, form_data(client, ADD, caption="La crue à Mopti."))
    assert "upload" in response.context["adminform"].form.errors


# --- The original --------------------------------------------------------------------------------
def test_the_original_has_no_address_and_no_widget_links_to_it(client):
    photo = stored()
    with pytest.raises(ValueError, match="URL"):
        storages["private"].url(photo.original.name)
    page = client.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    assert photo.original.name not in page
    assert Client().get(f"/media/{photo.original.name}").status_code == 404


def test_a_new_file_takes_the_place_of_the_old_one_everywhere(client):
    photo = stored()
    publication = cast.published(lead_photo=photo)
    before = {row.file.name for row in photo.renditions.all()} | {photo.original.name}
    assert change(client, photo, upload=file(saved(quarters(300, 300)))).status_code == 302
    page = readers.get(publication.path).html
    assert not [name for name in before if name in page]
    assert not [name for name in before if default_storage.exists(name)]
    assert not storages["private"].exists(min(before, key=len))
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (300, 300)
    assert photo.renditions.filter(purpose="column").first().file.name in page


# --- The point of interest -----------------------------------------------------------------------
def test_a_moved_point_of_interest_makes_the_files_again(client):
    photo = stored()
    publication = cast.published(lead_photo=photo)
    before = set(Rendition.objects.values_list("file", flat=True))
    assert change(client, photo, focal_x="0.9", focal_y="0.1").status_code == 302
    after = set(Rendition.objects.values_list("file", flat=True))
    assert not before & after
    assert not [name for name in before if default_storage.exists(name)]
    publication.refresh_from_db()
    assert publication.card_photo["jpeg"][0][2].removeprefix("/media/") in after


# --- Words and withdrawal on what is published ---------------------------------------------------
def test_a_changed_caption_is_on_the_published_page_at_once(client):
    photo = stored()
    publication = cast.published(lead_photo=photo)
    change(client, photo, caption="La décrue à Mopti.")
    assert "La décrue à Mopti." in readers.get(publication.path).text


class TestAWithdrawnPhoto:
    @pytest.fixture
    def photo(self):
        return stored()

    @pytest.fixture
    def paths(self, photo):
        body = f'<p>Le quai.</p><figure data-photo="{photo.pk}"></figure>'
        shown = [cast.published(lead_photo=photo), cast.published(body=body)]
        return [publication.path for publication in shown]

    def withdraw(self, client, photo):
        assert change(client, photo, is_withdrawn="on").status_code == 302

    def test_it_is_on_no_page_from_that_moment(self, client, photo, paths):
        assert all(photo.caption in readers.get(path).html for path in paths)
        self.withdraw(client, photo)
        for path in [*paths, "/", "/rubriques/politique/"]:
            page = readers.get(path)
            assert "/media/photos/" not in page.html
            assert photo.caption not in page.html

    def test_its_files_are_gone_from_the_site(self, client, photo, paths):
        addresses = [f"/media/{row.file.name}" for row in photo.renditions.all()]
        assert {status(address) for address in addresses} == {200}
        self.withdraw(client, photo)
        assert {status(address) for address in addresses} == {404}

    def test_the_original_is_kept_and_the_photo_can_come_back(self, client, photo, paths):
        self.withdraw(client, photo)
        change(client, photo, is_withdrawn=None)
        assert all(photo.caption in readers.get(path).html for path in paths)

    def test_the_journal_tells_who_did_it(self, client, yaya, photo, paths):
        self.withdraw(client, photo)
        entry = JournalEntry.objects.first()
        assert (entry.actor, entry.detail) == (yaya, {"fields": ["is_withdrawn"]})

    def test_it_says_so_in_the_library(self, client, photo):
        self.withdraw(client, photo)
        assert client.get(LIST).status_code == 200
        assert client.get(f"{LIST}{photo.pk}/change/").status_code == 200


# --- Who may -------------------------------------------------------------------------------------
def test_whoever_sent_a_photo_in_mends_it_until_readers_see_it():
    awa = cast.awa()
    photo = stored(uploaded_by=awa)
    client = desk(awa)
    assert change(client, photo, caption="La décrue.").status_code == 302
    photo.refresh_from_db()
    cast.published(lead_photo=photo)
    path = reverse("admin:articles_photo_change", args=[photo.pk])
    assert client.post(path, {"caption": "Autre chose."}).status_code == 403
    assert client.get(path).status_code == 200
    photo.refresh_from_db()
    assert photo.caption == "La décrue."


def test_a_photo_that_was_published_is_never_deleted(client):
    photo = stored()
    cast.published(lead_photo=photo)
    path = reverse("admin:articles_photo_delete", args=[photo.pk])
    assert client.post(path, {"post": "yes"}).status_code == 403
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_photo_in_somebody_s_draft_is_not_deleted(client):
    photo = stored()
    cast.article(body=f'<p>Avant.</p><figure data-photo="{photo.pk}"></figure>')
    path = reverse("admin:articles_photo_delete", args=[photo.pk])
    assert client.post(path, {"post": "yes"}).status_code == 403
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_deleted_photo_takes_all_its_files_with_it(client):
    photo = stored()
    names = [row.file.name for row in photo.renditions.all()]
    path = reverse("admin:articles_photo_delete", args=[photo.pk])
    assert client.post(path, {"post": "yes"}).status_code == 302
    assert not [name for name in names if default_storage.exists(name)]
    assert not storages["private"].exists(photo.original.name)


# --- Choosing ------------------------------------------------------------------------------------
def test_a_photo_is_found_without_its_accents_and_by_its_number(client):
    photo = cast.photo(caption="La fête à Ségou")
    cast.photo(caption="Autre chose")
    for words in ("fete segou", "FÊTE", str(photo.pk)):
        listed = client.get(LIST, {"q": words}).context["cl"].result_list
        assert photo.pk in [found.pk for found in listed], words
    assert len(client.get(LIST, {"q": "fete segou"}).context["cl"].result_list) == 1


def test_the_list_can_show_only_photos_that_need_a_word(client):
    cast.photo()
    incomplete = cast.photo(alt_text="")
    listed = client.get(LIST, {"mots": "manquants"}).context["cl"].result_list
    assert [found.pk for found in listed] == [incomplete.pk]


def test_the_popup_of_the_library_shows_each_picture_with_its_number_to_choose(client):
    photo = cast.photo()
    page = client.get(LIST, {"_popup": "1", "_to_field": "id"}).content.decode()
    assert f'data-popup-opener="{photo.pk}"' in page
    assert photo.renditions.get(purpose="card", format="jpeg", width=160).file.name in page


def test_the_card_of_a_photo_tells_what_the_writing_surface_shows(client):
    photo = cast.photo(credit="")
    card = client.get(f"{LIST}{photo.pk}/card/").json()
    assert card["thumbnail"].startswith("/media/photos/")
    assert card["missing"] == [str(Photo._meta.get_field("credit").verbose_name)]
    assert client.get(f"{LIST}999999/card/").status_code == 404


def test_the_card_is_refused_to_whoever_may_not_see_photos():
    photo = cast.photo()
    assert desk(cast.fanta()).get(f"{LIST}{photo.pk}/card/").status_code == 403
