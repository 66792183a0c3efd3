"""The pages beside the queues: trying words, figures, the journal as a table."""

import datetime

from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.admin.desk import DeskPage
from subscriptions.models import Wording
from subscriptions.moderation import export, figures, labels, marking, rules, trying

_MODERATE = "subscriptions.moderate_contribution"
_LONGEST = 5000  # signs of a text to be tried


class TryingPage(DeskPage):
    """What the rules say of a text, and what a word would trip; nothing of it is kept."""

    template_name = "admin/subscriptions/contribution/trying.html"
    permissions = (_MODERATE,)
    title = gettext_lazy("Try a text or a word")

    def post(self, request):
        text = request.POST.get("essai", "")[:_LONGEST]
        word = request.POST.get("word", "").strip()[:80]
        context = {"tried": text, "word": word}
        if text.strip():
            context |= _told(text)
        if word:
            trial = trying.word(word)
            title = gettext_lazy("the word that is tried")
            context["trial"] = trial
            context["trial_rows"] = [
                (wording, marking.marked(wording.text, [(*mark, str(title)) for mark in marks]))
                for wording, marks in trial.shown
            ]
        return self.render_to_response(self.get_context_data(**context))


def _told(text):
    verdicts = trying.verdicts(text)
    rows = [
        (labels.RULES[one.rule], one, _verdict(one), one.verdict != rules.CLEAR) for one in verdicts
    ]
    marked = marking.of_verdicts(text, [one.as_json() for one in verdicts])
    return {"verdicts": rows, "marked": marked}


def _verdict(one):
    if one.rule in rules.ABOUT_WRITER:
        return _("depends on the writer")
    return labels.VERDICTS[one.verdict]


class FiguresPage(DeskPage):
    template_name = "admin/subscriptions/contribution/figures.html"
    permissions = (_MODERATE,)
    title = gettext_lazy("Figures of the moderation")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            figures=figures.figures(by=self.request.user),
            first=(today - datetime.timedelta(days=30)).isoformat(),
            last=today.isoformat(),
            **kwargs,
        )


class JournalExport(DeskPage):
    """The journal from one day to another as a table; the last thirty days without any."""

    permissions = (_MODERATE,)

    def get(self, request):
        today = timezone.localdate()
        last = _day(request.GET.get("au", "")) or today
        first = _day(request.GET.get("du", "")) or last - datetime.timedelta(days=30)
        response = StreamingHttpResponse(
            export.lines(first=first, last=last), content_type="text/csv; charset=utf-8"
        )
        name = f"moderation-{first.isoformat()}-{last.isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response


def _day(typed):
    try:
        return parse_date(typed)
    except ValueError:
        return None


class ContributionFile(DeskPage):
    """Where the journal leads for a contribution: its last text, on the reading screen."""

    permissions = (_MODERATE,)

    def get(self, request, number):
        last = Wording.objects.filter(contribution=number).order_by("-pk").first()
        if last is None:
            raise Http404
        address = reverse(
            "admin:subscriptions_contribution_read", args=["all"], query={"texte": last.pk}
        )
        return HttpResponseRedirect(address)
