"""Form controls of the desk that work with a script and without one."""

import re

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    ForeignKeyRawIdWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import pictures
from articles.models import Photo, Tag
from newsroom.folding import fold
from newsroom.numbers import whole

_NUMBER = re.compile(r"(?:.*/)?([0-9]{1,18})(?:-[^/]*)?/?$")  # « 4127 », « …/4127-le-titre/ »
TAG_SIGNS = 60


def article_number(typed):
    """Return the number in « 4127 » or in an article's address, None without one."""
    found = _NUMBER.match(typed)
    return int(found[1]) if found else None


def place_number(typed):
    """Return the number of the place of that name, whatever its accents; None if there is none."""
    places = Tag.objects.filter(kind=Tag.Kind.PLACE, folded=fold(typed))
    return places.values_list("pk", flat=True).first()


class FramedMixin:
    """A stock control laid out by a template of the desk, which gets it as `control`."""

    frame = ""

    def render(self, name, value, attrs=None, renderer=None):
        control = super().render(name, value, attrs, renderer)
        return render_to_string(self.frame, {"control": control, **self.around(name, value)})

    def around(self, name, value):
        """Return what the template shows around the control."""
        raise NotImplementedError


class DeskAutocomplete(AutocompleteSelect):
    """The admin's autocomplete, whose empty choice has a name, as HTML wants it."""

    def create_option(self, name, value, label, *args, **kwargs):
        return super().create_option(name, value, label or BLANK_CHOICE_DASH[0][1], *args, **kwargs)


class TypedAutocomplete(FramedMixin, DeskAutocomplete):
    """The admin's autocomplete, and beside it, where no script runs, a field to type into.

    `find(typed)` returns the number of what was typed or None; `hint` says what may be typed.
    """

    frame = "admin/articles/article/typed_autocomplete.html"

    def __init__(self, field, admin_site, *, find, hint):
        super().__init__(field, admin_site)
        self.find = find
        self.hint = hint

    def value_from_datadict(self, data, files, name):
        typed = data.get(f"{name}_typed", "").strip()
        if typed:
            return str(self.find(typed) or typed)
        return super().value_from_datadict(data, files, name)

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if whole(one) is not None], attr)

    def around(self, name, value):
        is_number = not value or whole(str(value)) is not None
        return {"name": f"{name}_typed", "typed": "" if is_number else value, "hint": self.hint}


class PhotoWidget(FramedMixin, ForeignKeyRawIdWidget):
    """The number of a photo with its picture, and the way to the library and to a new photo."""

    frame = "admin/articles/article/photo_widget.html"
    template_name = "django/forms/widgets/input.html"

    def around(self, name, value):
        number = whole(str(value or ""))
        photos = Photo.objects.select_related("photographer").prefetch_related("renditions")
        photo = photos.filter(pk=number).first() if number else None
        return {
            "name": name,
            "photo": photo,
            "picture": pictures.card(photo) if photo else None,
        }


def unwrapped(field):
    """Return a form field without the admin's icons for adding and changing what it points to."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


class TagsField(forms.CharField):
    """Tags with commas between them; what is typed stays as it is when it is refused.

    A name finds the tag that has it whatever its case and accents. Who may not create tags
    (`may_create`) is told which of the names nobody has used yet.
    """

    may_create = False

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(tag.name for tag in value)

    def clean(self, value):
        """Return what taggit takes: tags that exist and names of new ones."""
        names = {}
        for name in re.split(r"[,;\n]", super().clean(value)):
            if name := " ".join(name.split()):
                names.setdefault(fold(name), name)
        if any(len(name) > TAG_SIGNS for pair in names.items() for name in pair):
            message = _("A tag has %(signs)s signs at most; put commas between tags.")
            raise ValidationError(message % {"signs": TAG_SIGNS})
        known = {tag.folded: tag for tag in Tag.objects.filter(folded__in=names)}
        self._refuse_unknown([name for folded, name in names.items() if folded not in known])
        return [known.get(folded, name) for folded, name in names.items()]

    def _refuse_unknown(self, unknown):
        if not unknown or self.may_create:
            return
        message = ngettext(
            "Nobody has used the tag “%(tags)s” yet: choose another, or ask the desk to create it.",
            "Nobody has used the tags “%(tags)s” yet: choose others, or ask the desk.",
            len(unknown),
        )
        raise ValidationError(message % {"tags": ", ".join(unknown)})

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "")
