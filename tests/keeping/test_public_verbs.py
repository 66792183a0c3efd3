"""The table of public verbs is whole, and the machine of kept pages does them all."""

import ast

import pytest
from django.utils.module_loading import import_string

from newsroom.public_verbs import PUBLIC_VERBS
from tests.keeping import edits
from tests.keeping.calls import Program
from tests.test_architecture import ROOT, TREES, module_name

PUBLIC_ADMIN = "newsroom.admin.base.PublicAdmin"
TELLING = {
    "newsroom.keeping.changes.changed",
    "subscriptions.touching.note_shown",
    "subscriptions.touching.note_taken_away",
}
TELLERS = ("articles.", "subscriptions.", "newsroom.admin.")
RULE = "hypothesis.stateful.rule"


@pytest.fixture(scope="module")
def program():
    files = (ROOT / "tests" / "keeping").glob("*.py")
    ours = {module_name(path): ast.parse(path.read_text("utf-8")) for path in files}
    return Program(TREES | ours)


def starts(program, verb):
    return program.methods_of(verb) if verb == PUBLIC_ADMIN else {verb}


@pytest.mark.parametrize("verb", PUBLIC_VERBS)
def test_each_verb_is_there(verb):
    assert callable(import_string(verb))


def test_no_function_tells_of_a_change_that_belongs_to_no_verb(program):
    known = program.reached_from(set().union(*(starts(program, verb) for verb in PUBLIC_VERBS)))
    telling = {name for name in program.naming(TELLING) if name.startswith(TELLERS)}
    assert len(telling) > 12
    assert telling - known == set()


def test_each_verb_tells_of_a_change(program):
    silent = [
        verb for verb in PUBLIC_VERBS if not TELLING & program.reached_from(starts(program, verb))
    ]
    # What was to come was told with its instant: pages are drawn then, and are as they were.
    assert silent == ["articles.publishing.cancel_schedule"]


def test_the_machine_of_kept_pages_does_every_verb(program):
    done = program.reached_from(program.decorated(RULE))
    assert [verb for verb in PUBLIC_VERBS if verb not in done and verb != PUBLIC_ADMIN] == []


def test_the_machine_edits_the_rows_of_every_public_admin():
    assert set(edits.EDITS) == edits.public_models()
    assert set(edits.NEW) <= set(edits.EDITS)


class TestTheReaderOfCalls:
    """The rules above are worth what their eyes are worth."""

    def read(self, **sources):
        return Program({name: ast.parse(source) for name, source in sources.items()})

    def test_it_follows_calls_callbacks_and_packages_that_pass_a_name_on(self):
        program = self.read(
            a="from b import c\ndef f():\n    later(lambda: c())\ndef g(): pass",
            b="from b.inner import c",
            **{"b.inner": "def c():\n    d()\ndef d(): pass"},
        )
        assert program.reached_from({"a.f"}) == {"a.f", "b.inner.c", "b.inner.d"}
        assert program.naming({"b.inner.c"}) == {"a.f"}

    def test_it_finds_methods_of_the_class_and_of_those_below(self):
        program = self.read(
            a="class A:\n    def f(self):\n        self.g()\n    def g(self): pass",
            b="from a import A\nclass B(A):\n    def g(self):\n        super().g()",
        )
        assert program.methods_of("a.A") == {"a.A.f", "a.A.g", "b.B.g"}
        assert program.reached_from({"a.A.f"}) == {"a.A.f", "a.A.g"}
        assert program.reached_from({"b.B.g"}) == {"b.B.g", "a.A.g"}

    def test_it_sees_decorators(self):
        program = self.read(a="from m import rule\n@rule(x=1)\ndef f(): pass\ndef g(): pass")
        assert program.decorated("m.rule") == {"a.f"}
