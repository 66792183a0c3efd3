"""The form of an article: its fields, and the check that nobody's newer version is lost."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.changes import text_changes, text_fields
from articles.admin.standing import at_moment
from articles.admin.widgets import TagsField
from articles.models import Article, Byline
from newsroom.numbers import whole

SEEN = "version_seen"  # the button « Enregistrer quand même ma version » sends the version shown


@dataclass(frozen=True)
class Conflict:
    """Two texts of one article: the one in the database and the one just typed."""

    version: int
    saved_by: str
    saved_at: str
    changes: list
    signatures: list
    others: list

    @property
    def sentence(self):
        if self.saved_by:
            sentence = _("%(name)s saved another version %(moment)s.")
        else:
            sentence = _("Another version was saved %(moment)s.")
        return sentence % {"name": self.saved_by, "moment": self.saved_at}


class ArticleForm(forms.ModelForm):
    """`user` is who types; the admin sets it on the class it makes for each request."""

    user = None
    conflict = None

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tags = TagsField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tags, model_field = self.fields["tags"], Article._meta.get_field("tags")
        tags.label, tags.help_text = capfirst(model_field.verbose_name), model_field.help_text
        if "free_blocks" in self.fields:
            self.fields["free_blocks"].help_text = _(
                "For subscribers’ texts: how many blocks anybody may read. A paragraph, a "
                "crosshead, a photo, a quotation or a box is one block each; the preview shows "
                "where the free part ends."
            )
        tags.may_create = self.user.has_perm("articles.add_tag")
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    @property
    def seen_version(self):
        """The version that the person had on the screen when he pressed the button."""
        return whole(self.data.get(SEEN, "")) or self.cleaned_data.get("version")

    def clean(self):
        cleaned = super().clean()
        if "rubric" not in cleaned:
            # The model's own check of the kicker asks the rubric, and a new text has none yet.
            cleaned.pop("kicker_kind", None)
        if self.instance.pk and self.seen_version != self.instance.version:
            self.conflict = self._conflict()
            self.add_error(None, _("Nothing was saved: compare the two versions below."))
        return cleaned

    def _conflict(self):
        """Compare what was typed with the row, which the form has not touched yet."""
        revision = self.instance.revisions.select_related("author").first()
        typed = {name: self.cleaned_data.get(name, self.data.get(name, "")) for name in self.fields}
        others = [
            str(self.fields[name].label)
            for name in self.changed_data
            if name not in {*text_fields(), "version"}
        ]
        signers = Byline.objects.filter(article=self.instance).select_related("author")
        return Conflict(
            version=self.instance.version,
            saved_by=str(revision.author) if revision and revision.author else "",
            saved_at=at_moment(self.instance.saved_at),
            changes=text_changes(self.initial, typed),
            signatures=[str(signer) for signer in signers],
            others=others,
        )
