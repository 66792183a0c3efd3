"""The words that the rules look for; each can be tried on the texts of the month before."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from newsroom.admin.base import DeskAdmin
from newsroom.admin.seen import SeenAdmin
from newsroom.models import JournalEntry
from subscriptions.models import WatchedWord
from subscriptions.moderation import folding, trying


class WatchedWordForm(forms.ModelForm):
    class Meta:
        model = WatchedWord
        fields = ["words", "kind", "note"]
        help_texts = {
            "words": _(
                "It is found behind accents, capitals, repeats, look-alike signs and separators, "
                "as a whole word; its plural in s as well."
            ),
        }

    def clean_words(self):
        words = self.cleaned_data["words"].strip()
        key = folding.key(words)
        if len(key) < 2:
            raise forms.ValidationError(_("Write a word of two letters at least."), code="short")
        if len(key) > WatchedWord._meta.get_field("folded").max_length:
            raise forms.ValidationError(_("This is too long to be watched."), code="long")
        twin = WatchedWord.objects.filter(folded=key).exclude(pk=self.instance.pk).first()
        if twin:
            told = _("“%(word)s” is watched already: the rules read both the same way.")
            raise forms.ValidationError(told % {"word": twin.words}, code="twin")
        self.instance.folded = key
        return words


@admin.register(WatchedWord)
class WatchedWordAdmin(SeenAdmin, DeskAdmin):
    area, rank = "readers", 4
    form = WatchedWordForm
    list_display = ["words", "kind", "note"]
    list_filter = ["kind"]
    search_fields = ["words", "note"]
    change_list_template = "admin/subscriptions/watchedword/change_list.html"

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        verb = "change" if change else "add"
        JournalEntry.record(actor=request.user, verb=verb, subject=obj, fields=form.changed_data)
        trial = trying.word(obj.words)
        words = _("Of the %(read)s texts of the last thirty days it would have tripped %(found)s.")
        self.message_user(request, words % {"read": trial.read, "found": trial.found})

    def delete_model(self, request, obj):
        JournalEntry.record(actor=request.user, verb="delete", subject=obj)
        super().delete_model(request, obj)
