"""Text messages over HTTP: a real server beside the test takes them, or does not."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from newsroom.accounts import texting
from newsroom.accounts.texting import TextNotSent, send_text

TO, TEXT = "+22376123456", "La Rive : votre code est 123456 & « rien » d’autre"
SENT = 'La Rive : votre code est 123456 & " rien " d\'autre'


class Provider(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def provider(settings):
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        server.seen, server.status, server.delay = [], 200, 0
        server.url = f"http://127.0.0.1:{server.server_address[1]}/send"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SMS_URL = server.url + "?to={digits}&message={text}"
        settings.SMS_BODY, settings.SMS_HEADERS = "", {}
        yield server
        server.shutdown()


def test_a_provider_that_reads_the_address_gets_the_words_whole(provider):
    send_text(TO, TEXT)
    [(command, path, _headers, _body)] = provider.seen
    assert command == "GET"
    assert parse_qs(urlsplit(path).query) == {"to": ["22376123456"], "message": [SENT]}


def test_a_provider_of_json_gets_json_with_its_key(provider, settings):
    settings.SMS_URL = provider.url
    settings.SMS_BODY = '{"to": "{to}", "message": {"text": "{text}"}}'
    settings.SMS_HEADERS = {"Authorization": "Bearer secret"}
    words = 'il a dit "oui"\net \\ non'
    send_text(TO, words)
    [(command, _path, headers, body)] = provider.seen
    assert command == "POST"
    assert headers["Content-Type"] == "application/json"
    assert headers["Authorization"] == "Bearer secret"
    assert json.loads(body) == {"to": TO, "message": {"text": words}}


def test_a_provider_of_forms_gets_a_form(provider, settings):
    settings.SMS_URL = provider.url
    settings.SMS_BODY = "to={to}&text={text}"
    send_text(TO, TEXT)
    [(_command, _path, headers, body)] = provider.seen
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body) == {"to": [TO], "text": [SENT]}


@pytest.mark.parametrize("status", [302, 400, 401, 500, 503])
def test_a_refusal_is_an_error_whose_log_holds_neither_words_nor_number(provider, status, caplog):
    provider.status = status
    with pytest.raises(TextNotSent, match=str(status)):
        send_text(TO, TEXT)
    assert str(status) in caplog.text
    assert "123456" not in caplog.text
    assert len(provider.seen) == 1


def test_a_provider_that_keeps_us_waiting_is_left(provider, monkeypatch, caplog):
    monkeypatch.setattr(texting, "TIMEOUT", (1, 0.1))
    provider.delay = 0.5
    with pytest.raises(TextNotSent):
        send_text(TO, TEXT)
    assert "ReadTimeout" in caplog.text
    assert "123456" not in caplog.text


def test_a_provider_that_is_not_there_is_an_error_too(settings, caplog):
    settings.SMS_URL = "http://127.0.0.1:9/send?message={text}"
    with pytest.raises(TextNotSent):
        send_text(TO, TEXT)
    assert "ConnectionError" in caplog.text
    assert "123456" not in caplog.text


def test_without_a_provider_nothing_is_sent(settings):
    settings.SMS_URL = ""
    with pytest.raises(TextNotSent):
        send_text(TO, TEXT)


def test_on_a_developers_machine_it_is_printed_on_the_terminal(settings, capsys):
    settings.SMS_URL = "console://"
    send_text(TO, TEXT)
    assert TO in capsys.readouterr().out
