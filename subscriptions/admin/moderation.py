"""« Modération » : the queues, and one text after the other; made for the keyboard and the thumb.

Every key presses a button that is on the page, so that all of it works without script.
"""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from newsroom.numbers import whole
from subscriptions.admin import moderation_acts as acts
from subscriptions.admin.desk import DeskPage, PagesAdmin
from subscriptions.admin.moderation_pages import (
    ContributionFile,
    FiguresPage,
    JournalExport,
    TryingPage,
)
from subscriptions.admin.moderation_reading import Text, load, texts, unsettled
from subscriptions.models import Contribution, Reason, Sanction, Wording
from subscriptions.moderation import claiming, queues
from subscriptions.moderation.judging import JudgingError

ROWS = 30  # texts of a list
_PASSED = 200  # texts that a moderator may pass over before he begins anew
_MODERATE = "subscriptions.moderate_contribution"


class QueuePage(DeskPage):
    """The texts of one queue under each other, to be judged several at a time."""

    template_name = "admin/subscriptions/contribution/queue.html"
    permissions = (_MODERATE,)
    title = gettext_lazy("Moderation")

    def get_context_data(self, **kwargs):
        user = self.request.user
        queue = _queue(self.request.GET.get("file", queues.PENDING))
        rows = self._rows(queue)
        more = rows[ROWS - 1].wording.pk if len(rows) > ROWS and queue == queues.ALL else None
        return super().get_context_data(
            queue=queue,
            queue_label=queues.LABELS[queue],
            tabs=queues.LABELS.items(),
            standings={one.queue: one for one in queues.standings(by=user)},
            rows=rows[:ROWS],
            more=more,
            reasons=Reason.choices,
            unsettled=unsettled(user),
            **kwargs,
        )

    def _rows(self, queue):
        """Return the texts to list and one more, from which it is known whether others follow."""
        found = queues.wordings(queue, by=self.request.user)
        for name, field in {"article": "contribution__article", "lecteur": "writer"}.items():
            if (number := whole(self.request.GET.get(name, ""))) is not None:
                found = found.filter(**{field: number})
        before = whole(self.request.GET.get("avant", ""))
        if before is not None and queue == queues.ALL:
            found = found.filter(pk__lt=before)
        return texts(found[: ROWS + 1], by=self.request.user)

    def post(self, request):
        """Approve or refuse what was ticked, each text through its own verb; a second press finds
        it done."""
        queue = _queue(request.POST.get("file", ""))
        numbers = [whole(number) for number in request.POST.getlist("text")]
        among = [number for number in numbers if number is not None][:ROWS]
        held = claiming.claim(by=request.user, queue=queue, count=ROWS, among=among)
        done = sum(self._judge(request, wording) for wording in held)
        if done:
            words = ngettext("%(count)s text judged.", "%(count)s texts judged.", done)
            messages.success(request, words % {"count": done})
        if left := len(set(among)) - len(held):
            words = ngettext(
                "A text was left as it is: judged already, or in the hands of somebody else.",
                "%(count)s texts were left as they are: judged already, or in the hands of "
                "somebody else.",
                left,
            )
            messages.warning(request, words % {"count": left})
        return HttpResponseRedirect(f"{request.path}?file={queue}")

    def _judge(self, request, wording):
        try:
            acts.judge(request, wording)
        except JudgingError as error:
            claiming.release(wording=wording, by=request.user)
            messages.warning(request, f"{wording.contribution.pen_name} : {error}")
            return False
        return True


class ReadingPage(DeskPage):
    """One text with all that it takes to judge it; after a judgement the next one comes at once.

    `?texte=` asks for one text, `?passes=` names those passed over in this round.
    """

    template_name = "admin/subscriptions/contribution/reading.html"
    permissions = (_MODERATE,)
    title = gettext_lazy("Moderation")

    def get(self, request, queue):
        _queue(queue)
        wording = self._wording(queue)
        text = Text(wording, by=request.user, is_alone=True) if wording else None
        context = self.get_context_data(
            queue=queue,
            queue_label=queues.LABELS[queue],
            standing=next(
                (one for one in queues.standings(by=request.user) if one.queue == queue), None
            ),
            text=text,
            passed=_passed(request.GET),
            reasons=_keyed(Reason.choices),
            sanctions=Sanction.Kind.choices,
            unsettled=unsettled(request.user),
            may_answer=request.user.has_perm("subscriptions.answer_contribution"),
        )
        return self.render_to_response(context)

    def _wording(self, queue):
        """Return the text that was asked for, or the next one of the queue, claimed."""
        user = self.request.user
        if "texte" in self.request.GET:
            number = whole(self.request.GET["texte"])
            wording = load(Wording.objects.filter(pk=number)).first()
            if wording is None:
                raise Http404
            claiming.claim(by=user, queue=queues.ALL, among=[wording.pk])
            wording.refresh_from_db(fields=["claimed_by", "claimed_until"])
            return wording
        if queue == queues.ALL:
            return None
        held = claiming.claim(by=user, queue=queue, besides=_passed(self.request.GET))
        return load(Wording.objects.filter(pk=held[0].pk)).get() if held else None

    def post(self, request, queue):
        _queue(queue)
        wording = load(Wording.objects.filter(pk=whole(request.POST.get("text", "")))).first()
        if wording is None:
            raise Http404
        passed = _passed(request.POST)
        try:
            stays = acts.do(request, wording)
        except JudgingError as error:
            messages.warning(request, str(error))
            stays = request.POST.get("do") not in acts.JUDGING or _may_try_again(request, wording)
        if request.POST.get("do") == "skip":
            passed = [*passed, wording.pk][-_PASSED:]
        return HttpResponseRedirect(_address(queue, wording if stays else None, passed))


def _may_try_again(request, wording):
    """Whether a refused judgement leaves the text with this moderator to be judged otherwise."""
    wording.refresh_from_db()
    return (
        wording.state == Wording.State.PENDING
        and claiming.holder_of(wording, besides=request.user) is None
    )


def _address(queue, wording, passed):
    query = {"texte": wording.pk} if wording else {}
    if passed:
        query["passes"] = ",".join(map(str, passed))
    return reverse("admin:subscriptions_contribution_read", args=[queue], query=query)


def _queue(name):
    if name not in queues.LABELS:
        raise Http404
    return name


def _passed(data):
    numbers = (whole(number) for number in data.get("passes", "").split(","))
    return [number for number in numbers if number is not None][-_PASSED:]


def _keyed(choices):
    """Return [(key, value, label)]: the ten reasons have the keys 1 to 9 and 0."""
    return [(str(number % 10), *choice) for number, choice in enumerate(choices, start=1)]


@admin.register(Contribution)
class ContributionAdmin(PagesAdmin):
    rank = 3
    menu_name = gettext_lazy("Moderation")
    permissions = (_MODERATE,)
    pages = (
        ("changelist", "", QueuePage),
        ("read", "lire/<slug:queue>/", ReadingPage),
        ("trying", "essayer/", TryingPage),
        ("figures", "chiffres/", FiguresPage),
        ("export", "journal/", JournalExport),
        ("change", "<int:number>/change/", ContributionFile),
    )
