"""What differs between two versions of a text, laid out for reading."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Photo, Rubric, Tag
from authors.models import Author
from newsroom import diff
from newsroom.html import clean

_PLAIN = ("kicker", "headline", "short_headline", "standfirst", "sources", "slug")
_RICH = {"body": "article", "editors_note": "simple"}  # and the profile that cleans them
_CHOSEN = ("genre", "kicker_kind", "access")
_NAMED = {"rubric_id": Rubric, "place_id": Tag, "lead_photo_id": Photo}


@dataclass(frozen=True)
class Change:
    """One field that differs: its label and its diff as HTML."""

    label: str
    html: SafeString


def text_fields():
    """Return the names of the fields whose words are compared."""
    return (*_PLAIN, *_RICH)


def text_changes(before, after):
    """Return the changes of the fields of words between two dicts by field name."""
    changes = []
    for name in text_fields():
        old, new = before.get(name) or "", after.get(name) or ""
        if name in _RICH:
            old, new = clean(old, _RICH[name]), clean(new, _RICH[name])
        if old.replace("\r\n", "\n") != new.replace("\r\n", "\n"):
            compare = diff.html if name in _RICH else _compared
            changes.append(Change(_label(name), compare(old, new)))
    return changes


def revision_changes(before, after):
    """Return everything that differs between two snapshots; `before` is None for the first."""
    old, new = vars(before) if before else {}, vars(after)
    values = _short_values(old, new)
    return text_changes(old, new) + [
        Change(label, _compared(*pair)) for label, pair in values if pair[0] != pair[1]
    ]


def _short_values(*copies):
    """Yield (label, [old value, new value]) of what is chosen rather than written."""
    for name in _CHOSEN:
        yield _label(name), [_choice(name, copy.get(name)) for copy in copies]
    for name, model in _NAMED.items():
        names = _names(model, [copy.get(name) for copy in copies])
        yield _label(name.removesuffix("_id")), [names.get(copy.get(name), "") for copy in copies]
    if any(copy.get("access") == Article.Access.SUBSCRIBERS for copy in copies):
        yield _label("free_blocks"), [str(copy.get("free_blocks", "")) for copy in copies]
    yield _("Tags"), _listed(Tag, "tag_ids", copies)
    yield _("See also"), _listed(Article, "related_ids", copies)
    yield _("Bylines"), _signatures(copies)


_MARKS = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def _compared(old, new):
    """Return two plain texts as one, marked as `diff.html` marks two bodies."""
    segments = diff.words(old, new)
    return mark_safe("".join(format_html(_MARKS[kind], text) for kind, text in segments))


def _label(name):
    return capfirst(Article._meta.get_field(name).verbose_name)


def _choice(name, value):
    return str(dict(Article._meta.get_field(name).flatchoices).get(value, ""))


def _names(model, numbers):
    return {pk: str(row) for pk, row in model.objects.in_bulk(set(numbers) - {None}).items()}


def _listed(model, name, copies):
    names = _names(model, [number for copy in copies for number in copy.get(name, ())])
    return [
        ", ".join(names.get(number, f"n° {number}") for number in copy.get(name, ()))
        for copy in copies
    ]


def _signatures(copies):
    signed = [copy.get("bylines", ()) for copy in copies]
    names = _names(Author, [line.author_id for lines in signed for line in lines])
    return [", ".join(_signature(line, names) for line in lines) for lines in signed]


def _signature(line, names):
    words = [names.get(line.author_id) or line.signed_as]
    if line.role != Byline.Role.TEXT:
        words.append(str(Byline.Role(line.role).label).lower())
    return " ".join([*words, line.place]).strip()
