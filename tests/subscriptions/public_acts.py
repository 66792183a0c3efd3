"""Acts of the subscribers' space by what they do to the pages that everybody sees.

Each makes everything ready under an article and returns the act itself, to be called once.
"""

import uuid

from django.test import RequestFactory

from subscriptions.admin import moderation_acts
from subscriptions.contributions import contributing
from subscriptions.models import Discussion, Reader, Sanction
from subscriptions.moderation import claiming, judging, sanctioning
from subscriptions.personal_data import deleting
from tests import cast, talk

WORDS, OTHER = "Le bac est passé.", "Le bac repart demain."


def last(contribution):
    return contribution.wordings.order_by("-pk").first()


def said(article, name="Oumar Dicko"):
    return talk.said(article, talk.subscriber(name), f"{WORDS} Signé : {name}.")


def reported_by(reader, contribution):
    contributing.report(contribution=contribution, user=reader, reason="insult")
    return contribution


def edited(contribution, text=OTHER):
    """Return the wording that waits after its writer has changed it."""
    contributing.edit(
        contribution=contribution, user=contribution.writer, text=text, key=uuid.uuid4()
    )
    return last(contribution)


# --- Acts that show something --------------------------------------------------------------------
def first_text_approved(article):
    wording, ibrahim = last(talk.write(article, talk.subscriber(), WORDS)), cast.ibrahim()
    return lambda: judging.approve(wording=wording, by=ibrahim)


def first_text_of_a_new_name_approved(article):
    oumar = cast.subscriber()
    wording, ibrahim = last(talk.write(article, oumar, WORDS, pen_name="Oumar D.")), cast.ibrahim()
    return lambda: judging.approve(wording=wording, by=ibrahim)


def later_text_approved(article):
    wording, ibrahim = edited(said(article)), cast.ibrahim()
    return lambda: judging.approve(wording=wording, by=ibrahim)


def reply_approved(article):
    first, ibrahim = said(article), cast.ibrahim()
    wording = last(talk.write(article, talk.subscriber("Awa Sow"), OTHER, parent=first))
    return lambda: judging.approve(wording=wording, by=ibrahim)


def sent_where_texts_are_read_afterwards(article):
    talk.space(mode="post")
    known = said(talk.article()).writer
    return lambda: talk.write(article, known, WORDS)


def changed_where_texts_are_read_afterwards(article):
    talk.space(mode="post")
    first = said(article)
    return lambda: edited(first)


def refusal_undone(article):
    first, ibrahim = said(article), cast.ibrahim()
    judgement = judging.reject(wording=last(first), by=ibrahim, reason="insult")
    return lambda: judging.undo(judgement=judgement, by=ibrahim)


def refusal_overturned(article):
    first = said(article)
    refusal = judging.reject(wording=last(first), by=cast.ibrahim(), reason="insult")
    appeal = judging.appeal(judgement=refusal, user=first.writer, words="Pourquoi ?")
    other = cast.ibrahim()
    return lambda: judging.judge_appeal(appeal=appeal, by=other, outcome="overturned")


def approved_and_chosen(article):
    """Two verbs in one transaction, by the button of the moderators."""
    wording = last(talk.write(article, talk.subscriber("Hawa Cissé"), WORDS))
    request = RequestFactory().post("/", {"do": "approve_highlight"})
    request.user = cast.djeneba()
    return lambda: moderation_acts.do(request, wording)


def answered(article):
    first, djeneba = said(article), cast.djeneba()
    return lambda: contributing.answer(parent=first, by=djeneba, text=OTHER, key=uuid.uuid4())


def answer_changed(article):
    first, djeneba = said(article), cast.djeneba()
    answer = contributing.answer(parent=first, by=djeneba, text="Oui.", key=uuid.uuid4())
    return lambda: edited(answer)


def chosen(article):
    first, djeneba = said(article), cast.djeneba()
    return lambda: contributing.choose(contribution=first, by=djeneba)


def choice_taken_back(article):
    first, djeneba = said(article), cast.djeneba()
    contributing.choose(contribution=first, by=djeneba)
    return lambda: contributing.unchoose(contribution=first, by=djeneba)


def extract_chosen(article):
    first, djeneba = said(article), cast.djeneba()
    return lambda: contributing.set_extract(article=article, contribution=first, by=djeneba)


def extract_taken_back(article):
    extract_chosen(article)()
    djeneba = cast.djeneba()
    return lambda: contributing.set_extract(article=article, contribution=None, by=djeneba)


def choice_of_meanwhile_undone(article):
    """Undoing puts all back as it was before: what was chosen since is chosen no more."""
    first, djeneba = reported_by(talk.subscriber("Awa Sow"), said(article)), cast.djeneba()
    judgement = judging.approve(wording=last(first), by=djeneba)
    contributing.choose(contribution=first, by=djeneba)
    return lambda: judging.undo(judgement=judgement, by=djeneba)


def extract_of_meanwhile_undone(article):
    extract_chosen(article)()
    first = reported_by(talk.subscriber("Awa Sow"), Discussion.objects.get().extract)
    djeneba = cast.djeneba()
    judgement = judging.approve(wording=last(first), by=djeneba)
    contributing.set_extract(article=article, contribution=None, by=djeneba)
    return lambda: judging.undo(judgement=judgement, by=djeneba)


def withdrawn_while_it_waits_above_an_answer(article):
    """The line in its place says who took it away."""
    first, ibrahim = talk.write(article, talk.subscriber(), WORDS), cast.ibrahim()
    judgement = judging.approve(wording=last(first), by=ibrahim)
    talk.said(article, talk.subscriber("Awa Sow"), OTHER, parent=first)
    judging.undo(judgement=judgement, by=ibrahim)
    return lambda: contributing.withdraw(contribution=first, user=first.writer)


SHOWING = [
    first_text_approved,
    first_text_of_a_new_name_approved,
    later_text_approved,
    reply_approved,
    sent_where_texts_are_read_afterwards,
    changed_where_texts_are_read_afterwards,
    refusal_undone,
    refusal_overturned,
    approved_and_chosen,
    answered,
    answer_changed,
    chosen,
    choice_taken_back,
    choice_of_meanwhile_undone,
    withdrawn_while_it_waits_above_an_answer,
]
EXTRACTS = [extract_chosen, extract_taken_back, extract_of_meanwhile_undone]


# --- Acts that take something away ---------------------------------------------------------------
def withdrawn(article):
    first = said(article)
    return lambda: contributing.withdraw(contribution=first, user=first.writer)


def withdrawn_above_an_answer(article):
    first = said(article)
    talk.said(article, talk.subscriber("Awa Sow"), OTHER, parent=first)
    return lambda: contributing.withdraw(contribution=first, user=first.writer)


def refused_after_reports(article):
    first = reported_by(talk.subscriber("Awa Sow"), said(article))
    ibrahim = cast.ibrahim()
    return lambda: judging.judge_reports(
        contribution=first, by=ibrahim, outcome="upheld", reason="insult"
    )


def approval_undone(article):
    wording, ibrahim = last(talk.write(article, talk.subscriber(), WORDS)), cast.ibrahim()
    judgement = judging.approve(wording=wording, by=ibrahim)
    return lambda: judging.undo(judgement=judgement, by=ibrahim)


def approval_of_a_later_text_undone(article):
    wording, ibrahim = edited(said(article)), cast.ibrahim()
    judgement = judging.approve(wording=wording, by=ibrahim)
    return lambda: judging.undo(judgement=judgement, by=ibrahim)


def account_deleted_with_what_it_wrote(article):
    user = said(article).writer
    return lambda: deleting.delete_account(user=user, keeps_contributions=False)


def account_deleted(article):
    user = said(article).writer
    return lambda: deleting.delete_account(user=user, keeps_contributions=True)


TAKING_AWAY = [
    withdrawn,
    withdrawn_above_an_answer,
    refused_after_reports,
    approval_undone,
    approval_of_a_later_text_undone,
    account_deleted,
    account_deleted_with_what_it_wrote,
]


# --- Acts that readers do not notice -------------------------------------------------------------
def sent_to_be_read_first(article):
    oumar = talk.subscriber()
    return lambda: talk.write(article, oumar, WORDS)


def changed_to_be_read_first(article):
    first = said(article)
    return lambda: edited(first)


def withdrawn_before_anybody_read_it(article):
    waiting = talk.write(article, talk.subscriber(), WORDS)
    return lambda: contributing.withdraw(contribution=waiting, user=waiting.writer)


def withdrawn_twice(article):
    act = withdrawn(article)
    act()
    return act


def refused_before_anybody_read_it(article):
    wording, ibrahim = last(talk.write(article, talk.subscriber(), WORDS)), cast.ibrahim()
    return lambda: judging.reject(wording=wording, by=ibrahim, reason="insult")


def later_text_refused(article):
    wording, ibrahim = edited(said(article)), cast.ibrahim()
    return lambda: judging.reject(wording=wording, by=ibrahim, reason="insult")


def refusal_of_a_later_text_undone(article):
    wording, ibrahim = edited(said(article)), cast.ibrahim()
    judgement = judging.reject(wording=wording, by=ibrahim, reason="insult")
    return lambda: judging.undo(judgement=judgement, by=ibrahim)


def refusal_appealed(article):
    first = said(article)
    refusal = judging.reject(wording=last(first), by=cast.ibrahim(), reason="insult")
    return lambda: judging.appeal(judgement=refusal, user=first.writer, words="Pourquoi ?")


def reported(article):
    first, awa = said(article), talk.subscriber("Awa Sow")
    return lambda: reported_by(awa, first)


def reports_dismissed(article):
    first = reported_by(talk.subscriber("Awa Sow"), said(article))
    ibrahim = cast.ibrahim()
    return lambda: judging.judge_reports(contribution=first, by=ibrahim, outcome="dismissed")


def chosen_twice(article):
    act = chosen(article)
    act()
    return act


def extract_chosen_twice(article):
    act = extract_chosen(article)
    act()
    return act


def taken_in_hand(article):
    talk.write(article, talk.subscriber(), WORDS)
    ibrahim = cast.ibrahim()
    return lambda: claiming.claim(by=ibrahim, queue="pending")


def name_refused(article):
    talk.write(article, cast.subscriber(), WORDS, pen_name="Grossier")
    user, ibrahim = Reader.objects.get().user, cast.ibrahim()
    return lambda: sanctioning.refuse_name(user=user, by=ibrahim)


def name_chosen_again(article):
    name_refused(article)()
    user = Reader.objects.get().user
    return lambda: contributing.choose_name(user=user, name="Pinassier")


def suspended(article):
    user, ibrahim = said(article).writer, cast.ibrahim()
    return lambda: sanctioning.suspend(user=user, kind="week", by=ibrahim, reason="Insultes.")


def suspension_lifted(article):
    suspended(article)()
    sanction, ibrahim = Sanction.objects.get(), cast.ibrahim()
    return lambda: sanctioning.lift(sanction=sanction, by=ibrahim)


def trusted(article):
    user, ibrahim = said(article).writer, cast.ibrahim()
    return lambda: sanctioning.trust(user=user, by=ibrahim, is_trusted=True)


def account_deleted_that_never_said_anything(article):
    user = talk.write(article, talk.subscriber(), WORDS).writer
    return lambda: deleting.delete_account(user=user, keeps_contributions=True)


UNNOTICED = [
    sent_to_be_read_first,
    changed_to_be_read_first,
    withdrawn_before_anybody_read_it,
    withdrawn_twice,
    refused_before_anybody_read_it,
    later_text_refused,
    refusal_of_a_later_text_undone,
    refusal_appealed,
    reported,
    reports_dismissed,
    chosen_twice,
    extract_chosen_twice,
    taken_in_hand,
    name_refused,
    name_chosen_again,
    suspended,
    suspension_lifted,
    trusted,
    account_deleted_that_never_said_anything,
]
