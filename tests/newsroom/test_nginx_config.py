"""What `manage.py nginx_config` prints for an installation, without traffic."""

import contextlib
import http.client
import re
import ssl
import subprocess
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.views.generic import View

from newsroom.pages import PublicPage
from newsroom.production import nginx as configuration
from newsroom.production.kept_addresses import kept_addresses
from tests import machine, nginx

KEPT = [re.compile(f"/{address}") for address, _view in kept_addresses()]


def is_kept(path):
    return any(address.fullmatch(path) for address in KEPT)


def printed(**options):
    out = StringIO()
    call_command("nginx_config", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def public(settings):
    settings.SITE_URL = "https://journal.example"
    return settings


class TestKeptAddresses:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/flux/",
            "/auteurs/",
            "/auteurs/awa-diop/2026/06/",
            "/2026/",
            "/2026/06/02/",
            "/2026/06/02/123-le-mali-et-l-onu/",
            "/rubriques/societe/2026/06/02/",
            "/lieux/mopti/",
            "/pages/mentions-legales/",
            "/contributions/12/",
            "/abonnement/",
        ],
    )
    def test_public_pages_are_among_them(self, path):
        assert is_kept(path)

    @pytest.mark.parametrize(
        "path",
        [
            "/compte/",
            "/redaction/",
            "/redaction/articles/article/12/change/",
            "/contributions/12/lire/",
            "/contributions/12/fragment/",
            "/lire/12/",
            "/lire/12/suite/",
            "/abonnement/formules/",
            "/abonnement/recu/12/",
            "/sante/",
            "/media/photos/x.jpg",
            "/2026/06/02/123-é/",
            "/2026/6/",
            "/auteurs/awa-diop",
            "/auteurs/a/b/",
            "/auteurs/a\nb/",
        ],
    )
    def test_whatever_depends_on_the_reader_is_not(self, path):
        assert not is_kept(path)

    def test_they_are_those_of_the_views_that_say_so(self):
        assert PublicPage.is_kept
        assert not hasattr(View, "is_kept")
        assert is_kept(reverse("articles:feed"))

    def test_each_stands_once(self):
        addresses = [address for address, _view in kept_addresses()]
        assert len(addresses) == len(set(addresses))


class TestThePrintedText:
    def test_it_is_about_this_installation(self, public):
        text = printed()
        assert "server_name journal.example;" in text
        assert "ssl_certificate /etc/letsencrypt/live/journal.example/fullchain.pem;" in text
        assert "return 301 https://journal.example$request_uri;" in text
        assert f"server {configuration.SOCKET};" in text
        assert f"root {public.STATIC_ROOT.parent};" in text
        assert "proxy_set_header X-Forwarded-Proto https;" in text

    def test_changed_pages_are_handed_on_where_the_settings_say(self, public):
        public.FRONT_CACHES = ["http://other-machine:80", "http://127.0.0.1:9999"]
        assert "listen 127.0.0.1:9999;" in printed()
        public.FRONT_CACHES = []
        assert f"listen 127.0.0.1:{configuration.REFRESHING_PORT};" in printed()

    def test_nothing_of_it_prolongs_what_a_page_says_of_itself(self, public):
        directives = [line for line in printed().splitlines() if not line.lstrip().startswith("#")]
        for directive in ("proxy_cache_use_stale", "proxy_cache_valid", "background_update"):
            assert not [line for line in directives if directive in line]

    def test_a_plain_address_needs_to_be_told_where_http_is_spoken(self, settings):
        settings.SITE_URL = "http://localhost:8000"
        with pytest.raises(CommandError, match="--listen"):
            printed()
        assert "listen 8080;" in printed(listen="8080")

    def test_no_line_is_too_long_to_be_read(self, public):
        assert [
            line for line in printed().splitlines() if len(line) > 110 and "<" not in line
        ] == []

    def test_the_page_for_an_absent_application_is_french_and_leads_on(self):
        page = configuration.unavailable_page()
        assert '<html lang="fr">' in page
        assert '<a href="/">' in page
        assert len(page.encode()) < configuration.LONGEST_TEXT


@pytest.mark.skipif(not machine.nginx(), reason="needs apt-get install nginx")
class TestWithHttps:
    @pytest.fixture
    def ports(self):
        """Return free ports in the place of those that may be taken here."""
        return {port: nginx.free_port() for port in (80, 443, configuration.REFRESHING_PORT)}

    @pytest.fixture
    def text(self, public, tmp_path, ports):
        certificate(tmp_path, urlsplit(public.SITE_URL).hostname)
        text = printed(
            upstream=f"unix:{tmp_path}/nobody-listens-here",
            certificate=str(tmp_path),
            cache=str(tmp_path / "cache"),
            log=str(tmp_path / "access.log"),
        )
        for port, free in ports.items():
            text = re.sub(rf"(listen \S*?)\b{port}\b", rf"\g<1>{free}", text)
        return re.sub(r" *listen \[::\].*\n", "", text)  # not every container has IPv6

    def test_nginx_finds_nothing_wrong_with_it(self, text, tmp_path):
        command = [*nginx.write(tmp_path, text), "-t"]
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        assert "warn" not in tried.stderr

    def test_plain_http_leads_to_https_which_answers(self, text, tmp_path, ports):
        with nginx.running(tmp_path, text, ports[80], ports[443]):
            plain = nginx.ask(ports[80], "/2026/06/02/?a=b", headers={"Host": "evil.example"})
            assert plain.status == 301
            assert plain.headers["location"] == "https://journal.example/2026/06/02/?a=b"
            ours = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
            ours.check_hostname = False  # it is asked for by its number
            connection = http.client.HTTPSConnection("127.0.0.1", ports[443], context=ours)
            with contextlib.closing(connection):
                connection.request("GET", "/", headers={"Host": "journal.example"})
                assert connection.getresponse().status == 503  # there is no application


def certificate(folder, host):
    """Write a certificate that nobody trusts."""
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        ["openssl", "req", *kind, "-subj", f"/CN={host}", *files], check=True, capture_output=True
    )
