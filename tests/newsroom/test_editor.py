"""What the page of an editor carries: its configuration, its modules, what its policy allows."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.staticfiles import finders
from django.forms import Textarea, modelform_factory

from articles.models import Article
from authors.models import Author
from newsroom import editor
from newsroom.editor import LABELS, EditorWidget
from newsroom.middleware import PUBLIC_POLICY

MODULES = settings.BASE_DIR / "static" / "newsroom" / "editor"


def configuration(markup):
    return json.loads(html.unescape(re.search(r'data-editor="([^"]*)"', markup)[1]))


def test_the_policy_allows_the_import_map_of_the_page_and_nothing_else_inline():
    media = str(EditorWidget().media)
    text = re.search(r'<script type="importmap">(.*?)</script>', media, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert editor.csp() == {"script-src": (f"'sha256-{digest}'",)}
    assert media.count("<script") == media.count("<script src=") + 1
    assert "<style" not in media


def test_the_policy_stays_without_unsafe_sources():
    sources = [*PUBLIC_POLICY.values(), *editor.csp().values()]
    assert not [source for group in sources for source in group if "unsafe" in source]


def test_the_import_map_comes_first_and_names_every_module():
    media = str(EditorWidget().media)
    assert media.startswith('<script type="importmap">')
    named = set(re.findall(r'"newsroom/editor/(\w+)":', media))
    assert named == {path.stem for path in MODULES.glob("*.js")}


def test_every_label_that_the_modules_use_is_sent_to_them():
    source = "".join(path.read_text("utf-8") for path in MODULES.glob("*.js"))
    sent = configuration(EditorWidget().render("body", ""))["labels"]
    buttons = re.findall(r"^const [A-Z_]+ = (?:new Set\()?(\[.*?\])\)?$", source, re.M | re.S)
    named = {name for names in buttons for name in re.findall(r'"(\w+)"', names)}
    named |= set(re.findall(r"\blabels\.(\w+)", source) + re.findall(r'change: "(\w+)"', source))
    assert {"crosshead", "deleteTable", "changePhoto", "notPlayed"} <= named
    assert named <= set(sent)
    assert set(LABELS) <= set(sent)
    assert {"signs", "words"} <= set(sent)


def test_without_script_the_area_holds_the_text_one_block_a_line():
    markup = EditorWidget().render("body", "<p>Un</p>\n<p>Deux</p>")
    assert "&lt;p&gt;Un&lt;/p&gt;\n&lt;p&gt;Deux&lt;/p&gt;</textarea>" in markup
    assert " required" not in markup


@pytest.mark.parametrize(
    ("model", "name", "profile"), [(Article, "body", "article"), (Author, "biography", "simple")]
)
def test_any_form_of_the_model_gets_the_surface_of_the_profile(model, name, profile):
    form = modelform_factory(model, fields=[name])()
    assert configuration(str(form[name]))["profile"] == profile
    assert "newsroom/editor/start.js" in str(form.media)


def test_a_stock_admin_gets_it_without_a_word(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    form = ModelAdmin(Article, AdminSite()).get_form(request, fields=["body"])()
    widget = form.fields["body"].widget
    assert isinstance(widget, EditorWidget)
    assert widget.profile == "article"
    assert "newsroom/editor/start.js" in str(form.media)


def test_a_plain_text_area_can_still_be_asked_for():
    field = Article._meta.get_field("body")
    assert isinstance(field.formfield(widget=AdminTextareaWidget).widget, EditorWidget)
    plain = field.formfield(widget=Textarea(attrs={"rows": 3})).widget
    assert not isinstance(plain, EditorWidget)


def test_the_surface_asks_the_desk_for_photos_and_articles():
    sent = configuration(EditorWidget().render("body", ""))
    assert sent["photo"] == {
        "list": "/redaction/articles/photo/",
        "card": "/redaction/articles/photo/%s/card/",
    }
    assert sent["article"]["card"] == "/redaction/articles/article/%s/card/"


def test_no_module_writes_markup_or_evaluates_text():
    forbidden = re.compile(r"innerHTML\s*=|outerHTML|insertAdjacentHTML|\beval\(|new Function")
    guilty = [path.name for path in MODULES.glob("*.js") if forbidden.search(path.read_text())]
    assert guilty == []


def test_the_engine_still_has_every_part_that_the_modules_take():
    engine = Path(finders.find("django_prose_editor/editor.js")).read_text("utf-8")
    parts = set(re.findall(r"\bas (\w+)[,}]", engine))
    taken = set()
    for path in MODULES.glob("*.js"):
        for names in re.findall(
            r'import \{([^}]*)\} from "django-prose-editor/editor"', path.read_text("utf-8")
        ):
            taken |= set(re.findall(r"\w+", names))
    assert taken
    assert taken <= parts
