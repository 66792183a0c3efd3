"""Starts and stops the servers that are measured; all listen on this machine alone."""

import contextlib
import os
import pwd
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.bench.processes import Server

WORKERS = 2
_PATIENCE = 30  # seconds for a server to begin or to end

# What Debian's own nginx.conf says around a site, but for its folders.
_AROUND_SITES = """
user {user};
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {sites}
}}
"""


def free_port():
    """Return a port of the loopback interface that nobody listens on now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def address(port):
    return f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def started(command, url, log, **environment):
    """Run `command` until the block ends; yield its `Server` once `url` answers.

    What it says is added to the file `log`, and told when it does not begin.
    """
    with (
        log.open("ab") as said,
        subprocess.Popen(
            command, env=os.environ | environment, stdout=said, stderr=said
        ) as process,
    ):
        try:
            _wait_for(process, url, log)
            yield Server(process.pid)
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
            process.kill()


def _wait_for(process, url, log):
    ends = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < ends:
        try:
            urllib.request.urlopen(url, timeout=_PATIENCE).close()  # noqa: S310 - ours
        except urllib.error.HTTPError:
            return  # an answer, if not a good one
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"No answer from {url}: {log.read_text('utf-8', 'replace')[-2000:]}")


def application(port, folder, *, keeps_pages):
    """Start the newspaper itself, as in production."""
    command = [sys.executable, "manage.py", "serve", "--workers", str(WORKERS)]
    return started(
        [*command, "--bind", f"127.0.0.1:{port}"],
        f"{address(port)}/sante/",
        folder / "application.log",
        KEEP_PAGES="yes" if keeps_pages else "no",
    )


def bare_view(port, folder, page):
    """Start Django with the one view that returns the `page` (a file of `references.save`)."""
    command = [sys.executable, "-m", "gunicorn", "tests.bench.bare"]
    command += ["--config", "python:tests.bench.bare_serving", "--workers", str(WORKERS)]
    return started(
        [*command, "--bind", f"127.0.0.1:{port}"],
        f"{address(port)}/",
        folder / "bare.log",
        BENCH_PAGE=str(page),
    )


def nginx(url, folder, sites):
    """Start nginx with `sites`, text as Debian's include from sites-enabled."""
    user = pwd.getpwuid(os.geteuid()).pw_name
    configuration = Path(folder) / "nginx.conf"
    configuration.write_text(_AROUND_SITES.format(user=user, folder=folder, sites=sites), "utf-8")
    return started(["nginx", "-c", str(configuration)], url, folder / "nginx.log")


def site(upstream, port, folder):
    """Return what `manage.py nginx_config` prints for the newspaper behind `port`."""
    command = [sys.executable, "manage.py", "nginx_config"]
    command += ["--upstream", f"127.0.0.1:{upstream}", "--listen", f"127.0.0.1:{port}"]
    command += ["--cache", str(folder / "cache"), "--log", str(folder / "access.log")]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
