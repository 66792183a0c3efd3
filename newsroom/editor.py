"""The writing surface: what it says, what it loads, what its page has to be allowed.

The engine is the Tiptap build of django-prose-editor; nodes, buttons and style are ours, plain
modules in static/newsroom/editor. It needs no inline style and no `eval`; only its import map is
an inline script, allowed by its hash (see `csp`). `newsroom.html` decides what is kept of a text.
"""

import base64
import hashlib
import json

from django import forms
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from js_asset import ImportMap, Media, Script

from newsroom.embeds import PATTERNS

_MODULES = (
    "actions",
    "addresses",
    "bar",
    "cards",
    "choose",
    "count",
    "dialog",
    "icons",
    "paste",
    "place",
    "schema",
    "start",
)

# Every module has its entry, so that each is fetched under its hashed name.
_IMPORT_MAP = ImportMap(
    {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        **{f"newsroom/editor/{name}": f"newsroom/editor/{name}.js" for name in _MODULES},
    }
)

_ = gettext_lazy

WORDS_A_MINUTE = 220

LABELS = {
    # The bar
    "bar": _("Formatting"),
    "crosshead": _("Crosshead"),
    "subhead": _("Lesser crosshead"),
    "runIn": _("Run-in crosshead"),
    "bold": _("Bold (Ctrl+B)"),
    "italic": _("Italic (Ctrl+I)"),
    "link": _("Link (Ctrl+K)"),
    "superscript": _("Superscript"),
    "subscript": _("Subscript"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "quote": _("Quote"),
    "undo": _("Undo (Ctrl+Z)"),
    "redo": _("Redo (Ctrl+Shift+Z)"),
    "insert": _("Insert"),
    "photo": _("Photo"),
    "readAlso": _("See also"),
    "embed": _("Video or post"),
    "pullQuote": _("Pull quote"),
    "box": _("Box"),
    "table": _("Table"),
    "inTable": _("Table in which you write"),
    "addRow": _("Add a row"),
    "deleteRow": _("Remove the row"),
    "addColumn": _("Add a column"),
    "deleteColumn": _("Remove the column"),
    "headerRow": _("Header row"),
    "deleteTable": _("Remove the table"),
    # In the text
    "prompt": _("Write or paste the text…"),
    "boxTitle": _("Title of the box"),
    "photoNumber": _("Photo no. %s"),
    "articleNumber": _("Article no. %s"),
    "missing": _("Missing: %s"),
    "remove": _("Take out of the text"),
    "changePhoto": _("Choose another photo"),
    "changeArticle": _("Choose another article"),
    "edit": _("Edit the address"),
    # Windows
    "ok": _("OK"),
    "cancel": _("Cancel"),
    "address": _("Address"),
    "linkTitle": _("Link"),
    "unlink": _("Remove the link"),
    "embedTitle": _("Title, as readers see it before they press"),
    "badAddress": _("This is not an address: it should begin with https://, as in the browser."),
    "notPlayed": _("This site has no player here. Known ones: %s. Insert the address as a link?"),
    "insertLink": _("Insert as a link"),
    # Messages
    "runInHelp": _("Select the first words of a paragraph: they become its run-in crosshead."),
    "noImages": _("Pictures are not pasted: put them into the photo library, then press “Photo”."),
    "minutes": _("%s min read"),
}


def csp():
    """Return what a page with an editor adds to the policy: `response.csp = editor.csp()`."""
    script = str(_IMPORT_MAP)
    text = script[script.index(">") + 1 : script.rindex("<")]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return {"script-src": (f"'sha256-{digest}'",)}


class EditorWidget(forms.Textarea):
    """A text area that becomes the writing surface where scripts run.

    `profile` is that of `newsroom.html.clean`. Without script the text area shows the HTML, one
    block a line, and takes plain text.
    """

    def __init__(self, attrs=None, *, profile="article"):
        super().__init__({"class": "vLargeTextField", "rows": 20} | (attrs or {}))
        self.profile = profile

    @property
    def media(self):
        return Media(
            importmap=_IMPORT_MAP,
            css={"all": ["newsroom/editor/surface.css", "newsroom/editor/text.css"]},
            js=[
                # The engine is by far the largest: a bad line should ask for it at once.
                Script("django_prose_editor/editor.js", type="module"),
                Script("newsroom/editor/start.js", type="module"),
            ],
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-editor"] = json.dumps(self._configuration())
        return context

    def _configuration(self):
        library = reverse("admin:index") + "articles/"
        return {
            "profile": self.profile,
            "lang": get_language(),
            "labels": {key: str(label) for key, label in LABELS.items()} | _counted(),
            "wordsAMinute": WORDS_A_MINUTE,
            "players": PATTERNS,
            # The list to choose from, in the admin's popup, and what a card shows of a row.
            "photo": {"list": f"{library}photo/", "card": f"{library}photo/%s/card/"},
            "article": {"list": f"{library}article/", "card": f"{library}article/%s/card/"},
        }

    def use_required_attribute(self, initial):
        """Never: a browser refuses to send a form whose required field it cannot show."""
        return False


def _counted():
    """Return the labels that have a singular and a plural."""
    return {
        "signs": [ngettext("%s sign", "%s signs", number) for number in (1, 2)],
        "words": [ngettext("%s word", "%s words", number) for number in (1, 2)],
        "playerNames": ", ".join(dict.fromkeys(name for name, _pattern in PATTERNS)),
    }
