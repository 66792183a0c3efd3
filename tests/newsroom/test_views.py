"""What belongs to no desk: health, robots, icon, public files, failing with dignity."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test import Client

from newsroom.files import private_storage
from tests import cast, readers


@pytest.mark.django_db
class TestHealth:
    def test_it_is_well_while_the_database_answers(self, client):
        response = client.get("/sante/")
        assert response.status_code == 200
        assert response.json() == {"serving": True, "database": "ok"}
        assert "no-store" in response["Cache-Control"]

    def test_it_says_so_when_the_database_is_gone_and_stays_in_service(self, client):
        def gone(*_arguments):
            raise DatabaseError

        with connection.execute_wrapper(gone):
            response = client.get("/sante/")
        assert response.status_code == 200, "kept pages can still be served"
        assert response.json() == {"serving": True, "database": "unreachable"}


def test_robots_may_read_everything_but_the_newsroom(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert response.content == b"User-agent: *\nDisallow: /redaction/\n"


def test_there_is_an_icon(client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert b"".join(response.streaming_content)[:4] == b"\0\0\1\0"


@pytest.mark.django_db
class TestMedia:
    def test_a_rendition_is_served_under_its_own_type(self, client):
        path = default_storage.save("photos/ab/abc.avif", ContentFile(b"picture"))
        response = client.get(f"/media/{path}", headers={"accept-encoding": "gzip"})
        assert b"".join(response.streaming_content) == b"picture"
        assert response["Content-Type"] == "image/avif"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Content-Encoding" not in response

    def test_a_withdrawn_photo_leaves_the_caches_of_others_within_a_day(self, client):
        path = default_storage.save("photos/ab/abc.jpg", ContentFile(b"picture"))
        response = client.get(f"/media/{path}")
        response.close()
        assert response["Cache-Control"] == "public, max-age=86400"

    @pytest.mark.parametrize(
        "name", ["page.html", "script.js", "drawing.svg", "note.txt", "none.jpg", "a.jpg%00", ""]
    )
    def test_nothing_else_is_served(self, client, name):
        default_storage.save("page.html", ContentFile(b"<script>"))
        default_storage.save("drawing.svg", ContentFile(b"<svg/>"))
        assert client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize("way", ["../private/photos/x.jpg", "..%2fprivate%2fphotos%2fx.jpg"])
    def test_no_way_leads_out_of_the_folder(self, client, way):
        private_storage().save("photos/x.jpg", ContentFile(b"original"))
        assert client.get(f"/media/{way}").status_code in {400, 404}


@pytest.mark.django_db
class TestFailing:
    def test_a_wrong_address_looks_like_the_paper_and_leads_on(self):
        cast.paper()
        page = readers.get("/il/n-y-a-rien/", status=404)
        assert "La Rive" in page.text
        assert "/" in page.addresses

    def test_a_failure_of_ours_is_told_without_the_database(self, monkeypatch):
        def broken(*_arguments):
            raise RuntimeError

        monkeypatch.setattr("subscriptions.views.subscribe.SubscribePage.context", broken)
        client = Client(raise_request_exception=False)
        with readers.queries() as asked:
            response = client.get("/abonnement/")
        assert response.status_code == 500
        assert asked == []
        assert b'href="/"' in response.content
        assert "no-store" in response["Cache-Control"]
        assert "'sha256-" in response["Content-Security-Policy"]
