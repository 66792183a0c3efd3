"""Keeps the tools true to the project: migrations, lock files, variables, translations."""

import ast
import re
import shutil
import tomllib
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import FileField
from django.test import override_settings

from tests import catalogue
from tests.machine import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
PIN = re.compile(r"^([a-z0-9.-]+)==\S+.*\\$", re.MULTILINE)


def normalised(requirement):
    """Return the name as lock files write it: `Django-Taggit>=6` gives `django-taggit`."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def pins(lock):
    return {normalised(name) for name in PIN.findall(lock.read_text("utf-8"))}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


class TestLockFiles:
    @pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda path: path.name)
    def test_every_package_is_pinned_with_its_hashes(self, lock):
        entries = re.split(r"^(?=[a-z])", lock.read_text("utf-8"), flags=re.MULTILINE)
        entries = [entry for entry in entries if entry.strip()]
        assert len(entries) > 10
        assert [entry for entry in entries if not PIN.match(entry)] == []
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []

    @pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda path: path.name)
    def test_no_address_of_a_registry_is_written_down(self, lock):
        text = lock.read_text("utf-8")
        assert "//" not in text
        assert "--index" not in text
        assert "--find-links" not in text

    def test_everything_asked_for_is_pinned(self):
        runtime = {normalised(name) for name in PYPROJECT["project"]["dependencies"]}
        dev = {normalised(name) for name in PYPROJECT["dependency-groups"]["dev"]}
        assert runtime - pins(RUNTIME) == set()
        assert (runtime | dev) - pins(DEV) == set()

    def test_developers_run_what_the_newspaper_runs(self):
        versions = dict(re.findall(r"^(\S+)==(\S+)", DEV.read_text("utf-8"), re.MULTILINE))
        runtime = dict(re.findall(r"^(\S+)==(\S+)", RUNTIME.read_text("utf-8"), re.MULTILINE))
        assert {name: versions.get(name) for name in runtime} == runtime


class TestVariablesOfTheEnvironment:
    def read_by_settings(self):
        """Return the names in calls such as `env.boolean("DEBUG", …)` or `env.env.str("X")`."""
        tree = ast.parse((ROOT / "newsroom" / "settings.py").read_text("utf-8"))
        return {
            node.args[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and node.args
            and ast.unparse(node.func).startswith("env.")
            and isinstance(node.args[0], ast.Constant)
        }

    def explained(self):
        text = (ROOT / ".env.example").read_text("utf-8")
        return re.findall(r"^# ([A-Z][A-Z0-9_]*)=", text, re.MULTILINE)

    def test_each_is_explained_once(self):
        assert sorted(self.explained()) == sorted(self.read_by_settings())

    def test_each_has_a_sentence_above_it(self):
        text = (ROOT / ".env.example").read_text("utf-8")
        paragraphs = [part for part in text.split("\n\n") if re.search(r"^# [A-Z_]+=", part, re.M)]
        assert len(paragraphs) == len(self.explained())
        assert [part for part in paragraphs if not re.match(r"# \S+ [^\n]*\w", part)] == []

    def test_nothing_reads_the_environment_behind_the_back_of_the_settings(self):
        """Handing it on to another program, with something more, is no reading."""
        readers = [
            str(path.relative_to(ROOT))
            for package in ("newsroom", "authors", "articles", "subscriptions")
            for path in (ROOT / package).rglob("*.py")
            if re.search(r"\bos\.(environ\b(?!\.setdefault| \|)|getenv)", path.read_text("utf-8"))
        ]
        assert readers == []


class TestCatalogue:
    def test_there_is_one_and_it_is_french(self):
        folders = {str(path.parent.relative_to(catalogue.LOCALE)) for path in catalogue.sources()}
        assert folders == {"fr/LC_MESSAGES"}

    def test_the_compiled_form_is_that_of_its_source(self):
        for source in catalogue.sources():
            assert source.with_suffix(".mo").read_bytes() == catalogue.compiled(source), source

    def test_nothing_is_untranslated_or_guessed(self):
        for source in catalogue.sources():
            entries = polib.pofile(source)
            assert [entry.msgid for entry in entries.untranslated_entries()] == []
            assert [entry.msgid for entry in entries.fuzzy_entries()] == []
            assert [entry.msgid for entry in entries.obsolete_entries()] == []

    def test_a_translation_has_the_placeholders_of_its_source(self):
        """One that is missing shows a broken sentence; one too many breaks the page."""
        wrong = [
            (entry.msgid, text)
            for source in catalogue.sources()
            for entry in polib.pofile(source)
            for text in translations(entry)
            if placeholders(text)
            not in [placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid)]
        ]
        assert wrong == []

    def test_the_french_is_set_as_the_lexique_asks(self):
        """Typographic apostrophes, and no plain space where a line must not break."""
        plain = re.compile(r"\w'\w| [:;!?»]|« ")
        wrong = [
            text
            for source in catalogue.sources()
            for entry in polib.pofile(source)
            for text in translations(entry)
            if plain.search(text)
        ]
        assert wrong == []

    @pytest.mark.skipif(not shutil.which("xgettext"), reason="needs apt-get install gettext")
    def test_every_string_of_the_source_is_in_it(self, tmp_path):
        for folder in ("newsroom", "authors", "articles", "subscriptions", "templates", "static"):
            shutil.copytree(ROOT / folder, tmp_path / folder)
        shutil.copy(ROOT / "manage.py", tmp_path)
        for domain in catalogue.DOMAINS:
            catalogue.extract(domain, cwd=tmp_path)
        extracted = tmp_path / "newsroom" / "locale" / "fr" / "LC_MESSAGES"
        for path in extracted.glob("*.po"):
            committed = catalogue.LOCALE / "fr" / "LC_MESSAGES" / path.name
            known = {entry.msgid_with_context for entry in live(committed)}
            found = {entry.msgid_with_context for entry in live(path)}
            assert found - known == set(), "make messages"
            assert known - found == set(), "no longer used: make messages"


def translations(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def placeholders(text):
    """Return what is put in: `%(name)s` and `{name}`."""
    return set(re.findall(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}", text))


def live(path):
    """Return the entries of a .po file that the source still uses."""
    return [entry for entry in polib.pofile(path) if not entry.obsolete] if path.exists() else []


def test_the_tests_write_nothing_where_the_newspaper_keeps_its_files(tmp_path_factory):
    places = {
        f"{model.__name__}.{field.name}": Path(field.storage.location)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, FileField)
    }
    base = tmp_path_factory.getbasetemp()
    assert places
    assert {name: place for name, place in places.items() if base not in place.parents} == {}


def test_the_static_files_can_be_collected_under_their_hashed_names(tmp_path):
    """The tests themselves use plain names; a style sheet that names a missing file shows here."""
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_the_licence_is_the_one_that_is_declared():
    assert PYPROJECT["project"]["license"] == "BSD-3-Clause"
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("BSD 3-Clause License")
    assert "Copyright (c) 2026, Newsroom contributors" in text
