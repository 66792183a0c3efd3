"""The moderators' screens, without script: what is on them, what their buttons do, who may."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.models import JournalEntry
from subscriptions.models import (
    Contribution,
    Discussion,
    Judgement,
    Notice,
    Reader,
    Sanction,
    WatchedWord,
    Wording,
)
from subscriptions.moderation import judging, pipeline
from tests import cast
from tests.articles.admin_desk import desk, form_data, said
from tests.subscriptions.moderation import scene

pytestmark = pytest.mark.django_db

LIST = "/redaction/subscriptions/contribution/"


def reading(queue="pending"):
    return reverse("admin:subscriptions_contribution_read", args=[queue])


@pytest.fixture
def ibrahim():
    cast.paper()
    return cast.ibrahim()


@pytest.fixture
def client(ibrahim):
    return desk(ibrahim)


def press(client, wording, queue="pending", **fields):
    return client.post(reading(queue), {"text": wording.pk, **fields})


def shown_on(response):
    return response.context["text"].wording if response.context["text"] else None


# --- One text after the other --------------------------------------------------------------------
def test_a_text_stands_there_with_all_that_it_takes_to_judge_it(client):
    scene.watch("voyou")
    writer = scene.named(cast.subscriber(name="Oumar Dicko", phone="+22376123456"), "Le Pêcheur")
    parent = scene.shown("Le bac est réparé.")
    wording = scene.sent("Dit un v.0.y.0.u <b>", writer=writer, parent=parent.contribution)
    pipeline.run(wording)
    page = client.get(reading())
    html = page.content.decode()
    assert shown_on(page) == wording
    assert ">v.0.y.0.u</mark> &lt;b&gt;" in html
    assert "Le bac est réparé." in html
    for words in ("Le Pêcheur", "Oumar Dicko", "+22376123456"):
        assert words in html
    publication = parent.contribution.article.publications.get()
    assert f'href="{publication.path}"' in html


def test_approving_brings_the_next_text_and_the_way_back(client, ibrahim):
    first, second = scene.sent(), scene.sent()
    assert shown_on(client.get(reading())) == first
    answer = press(client, first, do="approve")
    assert (answer.status_code, answer.url) == (302, reading())
    page = client.get(answer.url)
    assert shown_on(page) == second
    judgement = page.context["unsettled"]
    assert judgement == Judgement.objects.get()
    answer = press(client, first, do="undo", judgement=judgement.pk)
    assert shown_on(client.get(answer.url)) == first
    assert Contribution.objects.get(pk=first.contribution_id).state == Contribution.State.PENDING


def test_a_reason_is_a_button_of_its_own(client):
    wording = scene.sent()
    press(client, wording, reason_now="false", note="Vérifiez.")
    judgement = Judgement.objects.get()
    assert (judgement.verdict, judgement.reason, judgement.note) == (
        "rejected",
        "false",
        "Vérifiez.",
    )


def test_a_button_pressed_twice_judges_once_and_says_so(client):
    wording = scene.sent()
    for _ in range(2):
        answer = press(client, wording, do="approve")
    assert Judgement.objects.count() == 1
    assert len(said(client, answer)) == 1


def test_what_is_passed_over_does_not_come_again_in_this_round(client):
    first, second = scene.sent(), scene.sent()
    answer = press(client, first, do="skip")
    assert shown_on(client.get(answer.url)) == second
    answer = press(client, second, do="skip", passes=str(first.pk))
    page = client.get(answer.url)
    assert shown_on(page) is None
    assert page.context["passed"] == [first.pk, second.pk]
    assert shown_on(client.get(reading())) == first


def test_two_moderators_read_different_texts(client):
    scene.sent(), scene.sent()
    other = desk(cast.user("moderator"))
    assert shown_on(client.get(reading())) != shown_on(other.get(reading()))


def test_who_asks_for_a_text_that_somebody_else_reads_is_told_and_cannot_judge(client, ibrahim):
    wording = scene.sent()
    client.get(reading())
    other = desk(cast.user("moderator"))
    page = other.get(reading("all"), {"texte": wording.pk})
    assert page.context["text"].holder == ibrahim
    assert 'value="approve"' not in page.content.decode()
    press(other, wording, "all", do="approve")
    assert Judgement.objects.count() == 0


def test_an_edit_is_shown_with_what_it_changes(client):
    before = scene.shown("Le bac est réparé.")
    scene.worded(before.contribution, "Le bac est presque réparé.")
    html = client.get(reading()).content.decode()
    assert "<ins>presque </ins>" in html


def test_a_text_can_be_chosen_answered_and_made_the_extract(client):
    wording = scene.sent()
    press(client, wording, do="approve_highlight")
    page = client.get(reading("all"), {"texte": wording.pk})
    key = page.context["text"].answer_key
    press(client, wording, "all", do="answer", key=key, answer="Merci, nous vérifions.")
    press(client, wording, "all", do="answer", key=key, answer="Merci, nous vérifions.")
    press(client, wording, "all", do="extract")
    contribution = Contribution.objects.get(pk=wording.contribution_id)
    assert contribution.highlighted_at
    assert contribution.replies.get().voice == Contribution.Voice.NEWSROOM
    assert Discussion.objects.get().extract == contribution
    press(client, wording, "all", do="unhighlight")
    contribution.refresh_from_db()
    assert contribution.highlighted_at is None


def test_a_writer_is_suspended_told_and_let_write_again(client, ibrahim):
    wording = scene.sent()
    for _ in range(2):
        press(client, wording, do="sanction", kind="week", sanction_reason="Insultes répétées.")
    sanction = Sanction.objects.get()
    assert sanction.ends_at - sanction.at == datetime.timedelta(days=7)
    assert "Insultes répétées." in Notice.objects.get().text
    press(client, wording, do="lift", sanction=sanction.pk)
    sanction.refresh_from_db()
    assert sanction.lifted_by == ibrahim
    verbs = JournalEntry.objects.filter(actor=ibrahim).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sanction", "lift_sanction"]


@pytest.mark.parametrize("fields", [{"kind": "week"}, {"kind": "ever", "sanction_reason": "x"}])
def test_a_sanction_needs_a_kind_and_a_reason(client, fields):
    press(client, scene.sent(), do="sanction", **fields)
    assert Sanction.objects.count() == 0


def test_a_name_that_cannot_be_shown_is_asked_for_anew_and_the_text_waits(client):
    writer = scene.named(cast.subscriber(), "Admin Prime", state=Reader.NameState.PENDING)
    wording = scene.sent(writer=writer)
    press(client, wording, do="refuse_name", name_note="On vous prendrait pour un autre.")
    assert Reader.objects.get(user=writer).pen_name_state == Reader.NameState.REJECTED
    assert "Admin Prime" in Notice.objects.get().text
    assert Wording.objects.get(pk=wording.pk).state == Wording.State.PENDING
    assert shown_on(client.get(reading())) is None


def test_a_reader_is_trusted_and_no_longer(client):
    wording = scene.sent()
    for name, is_trusted in (("trust", True), ("distrust", False)):
        press(client, wording, do=name)
        assert Reader.objects.get(user=wording.writer).is_trusted is is_trusted


def test_the_appeal_and_the_report_are_judged_on_the_same_screen(client):
    other = cast.user("moderator")
    refusal = judging.reject(wording=scene.sent(), by=other, reason="insult")
    judging.appeal(judgement=refusal, user=refusal.wording.writer, words="Je cite le maire.")
    page = client.get(reading("appeals"))
    assert shown_on(page) == refusal.wording
    assert "Je cite le maire." in page.content.decode()
    press(client, refusal.wording, "appeals", do="approve")
    told_of = scene.shown()
    scene.reported(told_of, cast.reader("Sali Ba"), reason="privacy", note="Son adresse !")
    html = client.get(reading("reported")).content.decode()
    assert "Son adresse !" in html
    press(client, told_of, "reported", reason_now="privacy")
    states = Contribution.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "rejected"]


@pytest.mark.parametrize("path", ["lire/none/", "lire/pending/?texte=99999", "9999/change/"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(LIST + path).status_code == 404


def test_an_unknown_button_does_nothing(client):
    press(client, scene.sent(), do="explode")
    assert Judgement.objects.count() == 0


# --- Several at a time ---------------------------------------------------------------------------
def test_several_texts_are_judged_by_one_press_and_once(client):
    wordings = [scene.sent() for _ in range(3)]
    form = {
        "file": "pending",
        "do": "reject",
        "reason": "off_topic",
        "text": [one.pk for one in wordings[:2]],
    }
    client.post(LIST, form)
    answer = client.post(LIST, form)
    assert Judgement.objects.filter(reason="off_topic").count() == 2
    assert list(Wording.objects.filter(state="pending")) == [wordings[2]]
    assert len(said(client, answer)) == 2


def test_a_text_in_the_hands_of_somebody_else_is_left_to_him(client):
    wording = scene.sent()
    desk(cast.user("moderator")).get(reading())
    client.post(LIST, {"file": "pending", "do": "approve", "text": wording.pk})
    assert Judgement.objects.count() == 0


def test_a_list_shows_the_queue_and_costs_the_same_however_long(
    client, django_assert_max_num_queries
):
    scene.sent()
    assert len(client.get(LIST).context["rows"]) == 1
    for _ in range(6):
        scene.sent()
    with django_assert_max_num_queries(24):
        assert len(client.get(LIST).context["rows"]) == 7
    with django_assert_max_num_queries(30):
        client.get(reading())


def test_all_texts_are_paged_and_narrowed_to_a_writer(client, monkeypatch):
    monkeypatch.setattr("subscriptions.admin.moderation.ROWS", 2)
    wordings = [scene.sent() for _ in range(3)]
    page = client.get(LIST, {"file": "all"})
    assert [row.wording for row in page.context["rows"]] == wordings[:0:-1]
    page = client.get(LIST, {"file": "all", "avant": page.context["more"]})
    assert [row.wording for row in page.context["rows"]] == wordings[:1]
    page = client.get(LIST, {"file": "all", "lecteur": wordings[1].writer_id})
    assert [row.wording for row in page.context["rows"]] == [wordings[1]]


# --- Beside the queues ---------------------------------------------------------------------------
def test_a_text_and_a_word_are_tried_and_nothing_is_kept(client):
    scene.sent("Ce charlatan revient."), scene.sent("Rien à voir.")
    page = client.post(f"{LIST}essayer/", {"word": "Ch@rlatan", "essai": "Appelez le 76 12 34 56"})
    assert (page.context["trial"].found, page.context["trial"].read) == (1, 2)
    assert ">charlatan</mark>" in page.content.decode()
    assert [label for label, _one, _verdict, is_told in page.context["verdicts"] if is_told]
    assert WatchedWord.objects.count() == 0


def test_a_watched_word_is_kept_folded_and_once(client):
    add = reverse("admin:subscriptions_watchedword_add")
    answer = client.post(add, {"words": "Ch@rlatan", "kind": "banned", "note": ""})
    assert answer.status_code == 302
    assert WatchedWord.objects.get().folded == "charlatan"
    answer = client.post(add, {"words": "CHARLATAN", "kind": "suspect", "note": ""})
    assert "words" in answer.context["adminform"].form.errors
    answer = client.post(add, {"words": "…", "kind": "suspect", "note": ""})
    assert "words" in answer.context["adminform"].form.errors


def test_the_figures_tell_what_was_judged(client, ibrahim, django_assert_max_num_queries):
    for verb in (judging.approve, judging.approve):
        verb(wording=scene.sent(), by=ibrahim)
    wording = scene.sent()
    Wording.objects.filter(pk=wording.pk).update(verdicts=[{"rule": "links"}])
    wording.refresh_from_db()
    judging.reject(wording=wording, by=ibrahim, reason="advertising")
    scene.sent()
    with django_assert_max_num_queries(26):
        page = client.get(f"{LIST}chiffres/")
    figures = page.context["figures"]
    [line] = figures.by_moderator
    assert (line.label, line.judged, line.refused, line.share) == (ibrahim.name, 3, 1, 33)
    assert [(one.judged, one.refused) for one in figures.by_rule if one.judged] == [(2, 0), (1, 1)]
    assert figures.median is not None


def test_the_journal_is_exported_and_no_cell_is_a_formula(client, ibrahim):
    wording = scene.sent("=HYPERLINK(1)", writer=scene.named(cast.subscriber(), "@Awa"))
    judging.reject(wording=wording, by=ibrahim, reason="insult", note="-2+3")
    Sanction.objects.create(user=wording.writer, kind="warning", by=ibrahim, reason="+223")
    scene.reported(wording, cast.reader(), note="\tNon")
    answer = client.get(f"{LIST}journal/")
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(table.splitlines()) == 4
    assert ibrahim.name in table
    for cell in (cell for line in table.splitlines() for cell in line.split(";")):
        assert not cell.strip('"').startswith(("=", "+", "-", "@", "\t"))
    empty = client.get(f"{LIST}journal/", {"du": "2020-01-01", "au": "2020-02-30"})
    assert empty.status_code == 200


def test_the_start_page_tells_moderators_what_waits_and_that_it_waits_too_long(client):
    scene.sent(at=timezone.now() - datetime.timedelta(hours=5))
    page = client.get("/redaction/").content.decode()
    assert f'href="{reading()}"' in page
    assert 'class="note"' in page
    assert reading() not in desk(cast.boubacar()).get("/redaction/").content.decode()


def test_a_discussion_is_closed_and_takes_its_extract_from_its_own_article(client):
    wording, other = scene.shown(), scene.shown()
    discussion = Discussion.objects.get(article=wording.contribution.article)
    path = reverse("admin:subscriptions_discussion_change", args=[discussion.pk])
    fields = {"mode": "closed", "extract_number": str(wording.contribution_id)}
    assert client.post(path, form_data(client, path, **fields)).status_code == 302
    discussion.refresh_from_db()
    assert (discussion.mode, discussion.extract_id) == ("closed", wording.contribution_id)
    fields["extract_number"] = str(other.contribution_id)
    answer = client.post(path, form_data(client, path, **fields))
    assert "extract_number" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("person", [cast.boubacar, cast.fanta, cast.cheick])
@pytest.mark.parametrize(
    "path", ["", "lire/pending/", "essayer/", "chiffres/", "journal/", "1/change/"]
)
def test_nobody_else_of_the_newsroom_comes_in(person, path):
    wording, person = scene.sent(), person()
    assert desk(person).get(LIST + path).status_code == 403
    assert desk(person).post(LIST + path, {"text": wording.pk, "do": "approve"}).status_code == 403
    assert Judgement.objects.count() == 0


def test_a_reader_or_a_visitor_finds_the_sign_in_form():
    for client in (Client(), desk(cast.subscriber())):
        assert client.get(LIST).status_code == 302
        assert client.post(reading(), {"do": "approve"}).status_code in (302, 403)


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "reject", "reason": "insult", "note": "a\0b"},
        {"do": "sanction", "kind": "day", "sanction_reason": "a\0b"},
        {"do": "refuse_name", "name_note": "a\0b"},
    ],
)
def test_a_sign_that_no_database_keeps_is_left_out(client, fields):
    wording = scene.sent(writer=scene.named(cast.subscriber(), state="pending"))
    assert press(client, wording, **fields).status_code == 302
