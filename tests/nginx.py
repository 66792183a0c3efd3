"""A real nginx in front of a small application whose every answer a test decides."""

import contextlib
import http.client
import os
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from tests.machine import nginx

# What Debian's nginx.conf has around a site; one process is enough, and root's folders are its own.
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(folder, site):
    """Write what `nginx` needs to run `site` in `folder`; return its command."""
    (folder / "site.conf").write_text(site, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), "utf-8")
    return [nginx(), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]


@contextlib.contextmanager
def running(folder, site, *ports):
    """Run `site` until the end of the block; yield once all `ports` answer."""
    with subprocess.Popen(write(folder, site)) as process:
        try:
            for port in ports:
                wait_for(port, process)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(port, process=None):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise AssertionError(f"nobody listens on port {port}")


class Answer(NamedTuple):
    """What came back; the names of headers are in lower case."""

    status: int
    headers: dict
    body: bytes


def ask(port, path, *, method="GET", headers=None, body=None):
    """Ask 127.0.0.1 for `path` exactly as it is written."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": "localhost"} | (headers or {})).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


class Application:
    """An application on a port of its own: `pages` maps a path to (status, headers, body).

    `asked` holds (method, path with query, headers) of each request. It answers « not modified » to
    whoever has the ETag already, 404 to a path it does not know, and nothing at all once `dead`.
    """

    def __init__(self, port):
        self.port = port
        self.pages = {}
        self.asked = []
        self._server = None

    def start(self):
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.application = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,)).start()

    def stop(self):
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def times_asked(self, path):
        return sum(asked == path for _method, asked, _headers in self.asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Leave out what happens when nginx has hung up: what it answers is what counts."""


class _Handler(BaseHTTPRequestHandler):
    def answer(self):
        application = self.server.application
        sent = {name.lower(): value for name, value in self.headers.items()}
        application.asked.append((self.command, self.path, sent))
        self.rfile.read(int(sent.get("content-length") or 0))
        not_found = (404, {"Cache-Control": "no-cache"}, b"none")
        status, headers, body = application.pages.get(self.path.partition("?")[0], not_found)
        known = sent.get("if-none-match")
        if status == 200 and known and known == headers.get("ETag"):
            status, body = 304, b""
            headers = {name: headers[name] for name in ("ETag", "Cache-Control")}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PURGE = answer  # noqa: N815

    def log_message(self, *arguments):
        """Say nothing: `asked` tells it."""
