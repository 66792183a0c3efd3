"""Keeps the house in order: who may know whom, and how long a thing may grow.

    composition (urls, settings, commands, demo)
            │
    subscriptions ──► articles ──► authors ──► newsroom foundation

Reads the source of every module, so that an import hidden in a function counts as well.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["foundation", "authors", "articles", "subscriptions", "composition"]  # from the bottom
PACKAGES = ["newsroom", "authors", "articles", "subscriptions"]
ROOMS = [*PACKAGES, "templates", "static", "tests"]
COMPOSITION = [
    "newsroom.urls",
    "newsroom.settings",
    "newsroom.wsgi",
    "newsroom.serving",
    "newsroom.templatetags.state_tags",
    "newsroom.public_verbs",
]
COMPOSITION_PACKAGES = ["newsroom.management", "newsroom.demo", "newsroom.state"]

# The part of an article that only subscribers may read. Whoever is not in this list may not even
# name it, so that no public view, feed, search or sitemap can show it by mistake.
RESERVED_NAMES = {"ReservedText", "reserved_text", "reservedtext"}
MAY_KNOW_RESERVED = ("articles.models", "articles.freezing", "articles.admin", "subscriptions")

BUDGETS = {"py": 400, "css": 500, "js": 250, "html": 80}  # lines of a file
FUNCTION_BUDGET = 45  # lines; 30 is what to aim at


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in SOURCES.items()}
MODULES = sorted(SOURCES)


def belongs(module, packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def layer(module):
    if module in COMPOSITION or belongs(module, COMPOSITION_PACKAGES):
        return "composition"
    package = module.partition(".")[0]
    return "foundation" if package == "newsroom" else package


def imports(tree, module, *, is_package):
    """Yield (node, name of the imported module or of a thing in it) for every import of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                kept = parts[: len(parts) - node.level + is_package]
                base = ".".join([*kept, *filter(None, [node.module])])
            for alias in node.names:
                yield node, f"{base}.{alias.name}"


def imports_of(module):
    is_package = SOURCES[module].name == "__init__.py"
    return imports(TREES[module], module, is_package=is_package)


def own_module(name, modules):
    """Return the module of the project that an imported name lies in, or None."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def functions(tree):
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def circle(graph):
    """Return the modules of one circle in {module: set of modules}, [] if there is none."""
    done = set()

    def walk(module, path):
        if module in path:
            return path[path.index(module) :]
        if module in done:
            return []
        for other in sorted(graph[module]):
            if found := walk(other, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := walk(module, []))), [])


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_downwards_only(module):
    own = layer(module)
    upwards = [
        f"line {node.lineno}: {name}"
        for node, name in imports_of(module)
        if (target := own_module(name, SOURCES)) and LAYERS.index(layer(target)) > LAYERS.index(own)
    ]
    assert upwards == [], f"{module} ({own}) imports upwards"


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_the_tests(module):
    assert [name for _, name in imports_of(module) if belongs(name, ["tests"])] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_import_hides_in_a_function(module):
    hidden = [
        f"line {node.lineno}, in {function.name}"
        for function in functions(TREES[module])
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_no_modules_import_each_other_in_a_circle():
    graph = {
        module: {own_module(name, SOURCES) for _, name in imports_of(module)} - {None}
        for module in MODULES
    }
    assert circle(graph) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_step_is_a_visible_call_and_not_a_signal(module):
    signals = [
        f"line {node.lineno}: {name}"
        for node, name in imports_of(module)
        if name.startswith("django.dispatch") or "signals" in name.split(".")
    ]
    assert signals == []


def names_in(tree):
    """Yield every identifier, attribute and word of a string, `select_related("a__b")` included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split("__")


@pytest.mark.parametrize(
    "module", [module for module in MODULES if not belongs(module, MAY_KNOW_RESERVED)]
)
def test_the_reserved_part_of_an_article_is_unknown_to_the_public_site(module):
    if layer(module) != "composition":
        assert RESERVED_NAMES.isdisjoint(names_in(TREES[module]))


def test_the_reserved_part_of_an_article_is_named_in_no_public_template():
    knowing = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.*")
        if not belongs(path.relative_to(ROOT / "templates").parts[0], ["admin", "subscriptions"])
        and any(name in path.read_text("utf-8") for name in RESERVED_NAMES)
    ]
    assert knowing == []


def files():
    """Return every file of the rooms, without what Python leaves beside it."""
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.is_file() and not {"__pycache__", "migrations"} & set(path.parts)
    ]


def test_no_file_is_longer_than_its_budget():
    over = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in files()
        if (budget := BUDGETS.get(path.suffix[1:]))
        and (lines := len(path.read_text("utf-8").splitlines())) > budget
    ]
    assert over == []


def test_no_function_is_longer_than_its_budget():
    over = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"
        for path in files()
        if path.suffix == ".py"
        for node in functions(ast.parse(path.read_text("utf-8")))
        if (length := node.end_lineno - node.lineno + 1) > FUNCTION_BUDGET
    ]
    assert over == []


def test_the_top_level_has_no_other_drawer():
    made_by_tools = {"var", "node_modules", "htmlcov"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}
    assert folders - made_by_tools == set(ROOMS)
    drawers = {"utils", "common", "core", "services", "helpers", "misc"}
    assert [module for module in MODULES if drawers & set(module.split("."))] == []


def test_every_folder_of_tests_is_a_package():
    """Without it tests/articles would hide the application `articles` from Python."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(path) for path in folders if not (path / "__init__.py").exists()] == []


class TestTheReaderOfImports:
    """The rules above are worth what their eyes are worth."""

    def read(self, source, module="articles.views", *, is_package=False):
        return [name for _, name in imports(ast.parse(source), module, is_package=is_package)]

    def test_it_sees_plain_and_named_imports(self):
        source = "import subscriptions.billing\nfrom newsroom import html, typography"
        assert self.read(source) == [
            "subscriptions.billing",
            "newsroom.html",
            "newsroom.typography",
        ]

    def test_it_resolves_relative_imports(self):
        assert self.read("from . import feeds") == ["articles.feeds"]
        assert self.read("from .models import Photo") == ["articles.models.Photo"]
        inside = self.read("from .photo import Photo", "articles.models", is_package=True)
        assert inside == ["articles.models.photo.Photo"]
        assert self.read("from ..html import clean", "articles.admin.forms") == [
            "articles.html.clean"
        ]

    def test_it_sees_an_import_in_a_function(self):
        assert self.read("def f():\n    import subscriptions") == ["subscriptions"]

    def test_it_tells_a_module_from_a_thing_in_it(self):
        modules = {"articles", "articles.models", "articles.models.photo"}
        assert own_module("articles.models.photo.Photo", modules) == "articles.models.photo"
        assert own_module("articles.models.Photo", modules) == "articles.models"
        assert own_module("django.db.models", modules) is None

    def test_it_puts_every_module_into_its_layer(self):
        assert layer("newsroom.html") == "foundation"
        assert layer("newsroom.urls") == "composition"
        assert layer("newsroom.management.commands.demo") == "composition"
        assert layer("articles.admin.article") == "articles"

    def test_it_finds_a_circle(self):
        assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
        assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []

    def test_it_sees_a_reserved_name_inside_a_lookup(self):
        tree = ast.parse('Publication.objects.select_related("article__reserved_text")')
        assert "reserved_text" in set(names_in(tree))
