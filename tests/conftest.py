"""What every test starts from: its own database file, its own empty folders, cheap passwords."""

import gc
import json
import shutil
import subprocess

import hypothesis
import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import override_settings

from newsroom import roles
from tests.machine import NOTHING_LEFT_OUT
from tests.machine import html_checker as html_checker_command

# No time is asserted here; and what must pass before landing must not be left to chance.
hypothesis.settings.register_profile(
    "newsroom", deadline=None, derandomize=NOTHING_LEFT_OUT, print_blob=True
)
hypothesis.settings.load_profile("newsroom")


ASKS = {"db", "transactional_db"}  # every other fixture that asks the database asks for these


def pytest_collection_modifyitems(items):
    """Mark a test after what it asks for, and leave each database its own tests."""
    for item in items:
        # Elsewhere a « browser » is a client that is given the role.
        if "browser" in item.fixturenames and item.path.parent.name == "browser":
            item.add_marker("browser")
        if "html_checker" in item.fixturenames:
            item.add_marker("html_checker")
        if item.get_closest_marker("django_db") or ASKS & set(item.fixturenames):
            item.add_marker("database")
        for vendor in ("postgresql", "sqlite"):
            if item.get_closest_marker(vendor) and connection.vendor != vendor:
                item.add_marker(pytest.mark.skip(reason=f"is about {vendor}: see DATABASE_URL"))


# Before the marks are counted for `-m`.
pytest_collection_modifyitems = pytest.hookimpl(tryfirst=True)(pytest_collection_modifyitems)


def pytest_collection_finish():
    """Leave what the collection has made out of every later search for garbage: it stays anyhow.

    Going through thousands of tests and all of Django again and again was a twentieth of its time.
    """
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session):
    """Count a skip as a failure where nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _forbidden_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if skips := _forbidden_skips(terminalreporter):
        terminalreporter.write_line(f"{len(skips)} tests were skipped: nothing may be left out.")


def _forbidden_skips(reporter):
    return reporter.stats.get("skipped", []) if NOTHING_LEFT_OUT else []


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Put SQLite into a file, as outside the tests.

    In memory all connections share one cache with locks of its own: neither a test with two
    connections nor the thread of a live server would meet what really happens.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connections.settings["default"]["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Write the roles once: each person of a test with a role would cost some forty queries."""
    with django_db_blocker.unblock():
        roles.sync()


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_tests(tmp_path_factory):
    """Change what the tests must not share with the newspaper that lies under var/."""
    var = tmp_path_factory.mktemp("var")
    for name in ("media", "private", "static"):
        (var / name).mkdir()
    # Without a manifest: nobody should have to collect static files before running a test.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        MEDIA_ROOT=var / "media",
        PRIVATE_ROOT=var / "private",
        STATIC_ROOT=var / "static",
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        STORAGES=project_settings.STORAGES | {"staticfiles": plain},
        # Whatever .env says: no test sends a message, and staff have no second step unless it does.
        SMS_URL="console://",
        STAFF_TWO_FACTOR=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield var


@pytest.fixture(autouse=True)
def nothing_left_behind(settings_of_the_tests):
    """Take away the files that a test has stored, and what the cache has kept of it."""
    yield
    cache.clear()
    for name in ("media", "private"):
        for entry in (settings_of_the_tests / name).iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


@pytest.fixture(scope="session")
def html_checker(tmp_path_factory):
    """Return a function that checks pages with the Nu HTML checker, all in one run of Java.

    It takes pairs (name, HTML as text or bytes) and returns its errors, one line each, beginning
    with the name of the page.
    """
    command = html_checker_command()
    if command is None:
        pytest.skip("the Nu HTML checker is not installed: make html-checker")

    def check(pages):
        folder = tmp_path_factory.mktemp("pages")
        names = {}
        for number, (name, html) in enumerate(pages):
            file = folder / f"{number}.html"
            file.write_bytes(html if isinstance(html, bytes) else html.encode())
            names[file.name] = name
        assert names, "no page to check"
        return [
            f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine', '?')}: "
            f"{message['message']} · {message.get('extract', '').strip()}"
            for message in _messages(command, folder)
            if message["type"] != "info"
        ]

    return check


def _messages(command, folder):
    """Return what the checker says about the .html files of a folder, as it words it."""
    files = sorted(folder.glob("*.html"))
    run = subprocess.run(
        [*command, "--format", "json", "--stdout", "--exit-zero-always", *files],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return json.loads(run.stdout)["messages"]
