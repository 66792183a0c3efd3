"""The pages of the contributions, by each kind of person who may come there."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from subscriptions.contributions import contributing
from subscriptions.models import Contribution, Discussion, Plan, Reader, RubricDiscussion
from subscriptions.moderation import judging, sanctioning
from tests import cast, readers, talk

pytestmark = pytest.mark.django_db

SECRET = "Un mot que personne n’a encore lu."


@pytest.fixture
def article():
    cast.paper()
    Plan.objects.create(name="Un mois", days=30, price=2500)
    return talk.article()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, article, *numbers):
    return reverse(f"subscriptions:{name}", args=[article.pk, *numbers])


def form_of(client, path):
    """Return the fields of the one form of a page, as a browser without script would post them."""
    html = client.get(path).content.decode()
    fields = re.findall(r'<input type="(?:hidden|text)" name="(\w+)" value="([^"]*)"', html)
    return dict(fields)


def everywhere(article, contribution):
    """Return each address under which words of `contribution` might come to light."""
    return [
        at("contributions", article),
        at("contributions_replies", article, contribution.pk),
        at("discussion", article),
        at("discussion_replies", article, contribution.pk),
        at("fragment", article),
        article.publications.get().path,
    ]


class TestTheGate:
    def test_the_article_leads_to_its_contributions_and_to_the_plans(self, article):
        page = readers.get(article.publications.get().path)
        assert at("contributions", article) in page.addresses
        assert at("discussion", article) in page.addresses
        form = at("write", article)
        assert f"{reverse('subscriptions:plans')}?retour={form}" in page.addresses

    def test_a_visitor_finds_the_number_the_rules_the_price_and_the_way_in(self, article):
        talk.space(rules="<p>On discute des idées.</p>")
        talk.said(article, text="Le bac est passé.")
        page = readers.get(at("contributions", article))
        for words in ("1 contribution", "On discute des idées.", "2 500 FCFA"):
            assert words in page.text.replace("\u202f", " ").replace("\u00a0", " ")
        assert at("discussion", article) in page.addresses
        assert "Le bac est passé." not in page.text

    def test_the_extract_is_the_one_the_desk_chose(self, article):
        first, ibrahim = talk.said(article, text="Le bac est passé. " * 30), cast.ibrahim()
        contributing.set_extract(article=article, contribution=first, by=ibrahim)
        text = readers.get(at("contributions", article)).text
        assert "Le bac est passé." in text
        assert text.count("Le bac est passé.") < 30
        contributing.withdraw(contribution=first, user=first.writer)
        assert "Le bac" not in readers.get(at("contributions", article)).text

    def test_with_the_address_goes_the_article(self, article):
        path = at("contributions", article)
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")
        assert Client().get(path).status_code == 410
        assert Client().get(at("contributions", cast.article())).status_code == 404
        assert signed_in(talk.subscriber()).get(at("discussion", article)).status_code == 410

    def test_the_numbers_on_the_page_are_never_said_to_be_old(self, article):
        path = at("contributions", article)
        before = Client().get(path)["ETag"]
        talk.said(article)
        again = Client().get(path, headers={"if-none-match": before})
        assert again.status_code == 200


class TestWhoComesIn:
    def test_a_visitor_signs_in_first_and_comes_back(self, article):
        for name in ("discussion", "write"):
            path = at(name, article)
            answer = Client().get(path)
            assert answer.status_code == 302
            assert answer.url.startswith(f"{reverse('account_login')}?")
            assert path in answer.url.replace("%2F", "/")

    @pytest.mark.parametrize("who", [cast.reader, lambda: cast.subscriber(days=-5)])
    def test_a_reader_without_subscription_is_shown_what_it_takes(self, article, who):
        client, path = signed_in(who()), at("contributions", article)
        for name in ("discussion", "write"):
            assert client.get(at(name, article)).url == path
        assert client.get(at("fragment", article)).status_code == 204

    def test_a_subscriber_reads_and_nothing_is_kept_by_caches(self, article):
        talk.said(article, text="Le bac est passé.")
        client = signed_in(talk.subscriber("Kadia Traoré"))
        for name in ("discussion", "fragment"):
            answer = client.get(at(name, article))
            assert "Le bac est passé." in answer.content.decode()
            assert answer["Cache-Control"] == "private, no-store"

    def test_a_visitor_gets_no_fragment(self, article):
        answer = Client().get(at("fragment", article), headers={"cookie": "lecteur=1"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.cookies["lecteur"]["max-age"] == 0

    def test_when_reading_is_open_everybody_reads_on_the_public_page(self, article):
        first = talk.said(article, text="Le bac est passé.")
        assert Client().get(at("contributions_replies", article, first.pk)).status_code == 404
        talk.space(is_open_to_read=True)
        assert "Le bac est passé." in readers.get(at("contributions", article)).text
        page = readers.get(at("contributions_replies", article, first.pk))
        assert "Le bac est passé." in page.text
        assert Client().get(at("discussion", article)).url == at("contributions", article)


class TestNothingLeaks:
    @pytest.mark.parametrize("is_open", [False, True])
    def test_what_waits_is_seen_by_its_writer_alone(self, article, is_open):
        talk.space(is_open_to_read=is_open)
        oumar = talk.subscriber("Oumar Dicko")
        waiting = talk.write(article, oumar, SECRET)
        others = [Client()] + [
            signed_in(user)
            for user in (
                cast.reader(),
                cast.subscriber("Awa Sow", days=-9),
                talk.subscriber("Kadia Traoré"),
                cast.ibrahim(),
            )
        ]
        for client in others:
            for path in everywhere(article, waiting):
                assert SECRET not in client.get(path, follow=True).content.decode(), path
        assert SECRET in signed_in(oumar).get(at("discussion", article)).content.decode()

    def test_neither_does_what_was_refused_withdrawn_or_changed(self, article):
        oumar, kadia = talk.subscriber("Oumar Dicko"), talk.subscriber("Kadia Traoré")
        refused = talk.write(article, oumar, SECRET)
        judging.reject(wording=refused.wordings.get(), by=cast.ibrahim(), reason="insult")
        changed = talk.said(article, kadia, "Rien de nouveau.")
        contributing.edit(contribution=changed, user=kadia, text=SECRET, key=uuid.uuid4())
        client = signed_in(talk.subscriber("Awa Sow"))
        for contribution in (refused, changed):
            for path in everywhere(article, contribution):
                assert SECRET not in client.get(path, follow=True).content.decode(), path

    def test_the_addresses_of_anothers_text_lead_nowhere(self, article):
        waiting = talk.write(article, talk.subscriber("Oumar Dicko"))
        shown = talk.said(article, talk.subscriber("Awa Sow"))
        for user in (talk.subscriber("Kadia Traoré"), cast.ibrahim()):
            client = signed_in(user)
            for name in ("edit", "withdraw", "reply", "report"):
                assert client.get(at(name, article, waiting.pk)).status_code == 404, name
            for name in ("edit", "withdraw"):
                assert client.get(at(name, article, shown.pk)).status_code == 404, name
                assert client.post(at(name, article, shown.pk), {"text": "x"}).status_code != 302
        shown.refresh_from_db()
        assert shown.state == "approved"

    def test_the_real_name_stands_on_no_page(self, article):
        oumar = talk.named(cast.subscriber("Oumar Tiéfolo Dicko"), "Pinassier")
        first = talk.said(article, oumar)
        talk.space(is_open_to_read=True)
        client = signed_in(talk.subscriber("Kadia Traoré"))
        for path in everywhere(article, first):
            for words in ("Dicko", "Tiéfolo", oumar.email, str(oumar.public_id)):
                assert words not in client.get(path, follow=True).content.decode(), path


class TestWriting:
    def test_a_first_contribution_without_script(self, article):
        oumar = cast.subscriber("Oumar Dicko")
        client, path = signed_in(oumar), at("write", article)
        fields = form_of(client, path)
        assert fields["pen_name"] == "Oumar D."
        answer = client.post(path, fields | {"text": "Le bac est passé.\r\nEnfin !"})
        assert answer.url == at("discussion", article) + "#mine"
        sent = Contribution.objects.get()
        assert (sent.writer, sent.pen_name, sent.state) == (oumar, "Oumar D.", "pending")
        assert "Le bac est passé.<br>Enfin" in client.get(answer.url).content.decode()

    def test_the_same_form_twice_is_one_contribution(self, article):
        client, path = signed_in(talk.subscriber()), at("write", article)
        fields = form_of(client, path) | {"text": "Le bac est passé."}
        assert client.post(path, fields).url == client.post(path, fields).url
        assert Contribution.objects.count() == 1

    def test_the_sheet_of_a_discussion_is_the_readers_own_and_of_this_article(self, article):
        talk.space(most_signs=700)
        other = talk.article(headline="Une autre")
        found = []
        for user in (talk.subscriber(), talk.subscriber()):
            for about in (article, other):
                client, path = signed_in(user), at("discussion", about)
                html = client.get(path).content.decode()
                number = Reader.objects.get(user=user).pk
                assert f'data-draft="{at("write", about)} {number}"' in html
                assert f'action="{at("write", about)}"' in html
                assert 'data-most="700"' in html
                fields = form_of(client, path)
                found.append(fields["key"])
                sent = client.post(at("write", about), fields | {"text": "Le bac est passé."})
                assert sent.url == f"{path}#mine"
        assert len(set(found)) == 4
        assert Contribution.objects.count() == 4

    def test_what_is_wrong_stands_by_its_field_and_nothing_is_lost(self, article):
        client, path = signed_in(cast.subscriber()), at("write", article)
        fields = form_of(client, path) | {"text": "é" * 1_001, "pen_name": "Awa S."}
        answer = client.post(path, fields)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "é" * 1_001 in html
        assert 'value="Awa S."' in html
        assert fields["key"] in html
        assert 'aria-invalid="true"' in html
        assert not Contribution.objects.exists()

    def test_a_session_that_ended_loses_nothing(self, article):
        client, path = signed_in(talk.subscriber()), at("write", article)
        fields = form_of(client, path) | {"text": "Le bac est passé."}
        gone = Client().post(path, fields)
        html = gone.content.decode()
        assert gone.status_code == 403
        assert "Le bac est passé." in html
        assert fields["key"] in html
        assert reverse("account_login") in html
        assert not Contribution.objects.exists()
        assert client.post(path, fields).status_code == 302

    def test_a_subscription_that_ended_loses_nothing(self, article):
        answer = signed_in(cast.subscriber(days=-9)).post(at("write", article), {"text": SECRET})
        assert answer.status_code == 403
        assert SECRET in answer.content.decode()

    def test_what_is_answered_is_gone_and_the_reply_is_not_lost(self, article):
        first = talk.said(article, talk.subscriber("Kadia Traoré"))
        client, path = signed_in(talk.subscriber("Awa Sow")), at("reply", article, first.pk)
        fields = form_of(client, path) | {"text": SECRET}
        contributing.withdraw(contribution=first, user=first.writer)
        answer = client.post(path, fields)
        assert (answer.status_code, SECRET in answer.content.decode()) == (403, True)

    def test_a_form_posted_from_elsewhere_is_shown_and_not_carried_out(self, article):
        client = Client(enforce_csrf_checks=True)
        client.force_login(talk.subscriber())
        path, fields = at("write", article), {"text": "Le bac.", "key": str(uuid.uuid4())}
        for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {}):
            answer = client.post(path, fields, headers=headers)
            assert answer.status_code == 403
            assert "Le bac." in answer.content.decode()
        assert not Contribution.objects.exists()
        assert client.post(path, fields, headers={"origin": "http://testserver"}).status_code == 302

    def test_a_page_left_open_across_a_sign_in_sends_in_one_press(self, article):
        client = Client(enforce_csrf_checks=True)
        client.force_login(talk.subscriber())
        fields = form_of(client, at("write", article)) | {"text": "Le bac."}
        fields["csrfmiddlewaretoken"] = "x" * 64
        answer = client.post(at("write", article), fields, headers={"origin": "http://testserver"})
        assert answer.status_code == 302

    def test_who_has_had_his_turn_is_told_so(self, article):
        oumar = talk.subscriber()
        talk.write(article, oumar)
        html = signed_in(oumar).get(at("write", article)).content.decode()
        assert "<textarea" not in html
        answer = signed_in(oumar).post(at("write", article), {"text": "Encore."})
        assert (answer.status_code, "Encore." in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize("how", ["article", "rubric", "age", "number", "suspended"])
    def test_a_closed_discussion_is_read_and_says_why(self, article, how):
        oumar = talk.subscriber("Oumar Dicko")
        talk.said(article, talk.subscriber("Kadia Traoré"), "Le bac est passé.")
        if how == "article":
            Discussion.objects.update(mode="closed")
        elif how == "rubric":
            RubricDiscussion.objects.create(rubric=article.rubric, mode="closed")
        elif how == "age":
            article.publications.update(published_at="2020-01-01T00:00Z")
        elif how == "number":
            talk.space(closes_at_number=1)
        else:
            ibrahim = cast.ibrahim()
            sanctioning.suspend(user=oumar, kind="day", by=ibrahim, reason="Insultes.")
        html = signed_in(oumar).get(at("discussion", article)).content.decode()
        assert "Le bac est passé." in html
        assert "<textarea" not in html
        assert 'class="notice"' in html


class TestOnesOwn:
    def test_a_text_that_waits_is_changed_and_withdrawn_without_script(self, article):
        oumar = talk.subscriber()
        sent, client = talk.write(article, oumar, "Un."), signed_in(oumar)
        path = at("edit", article, sent.pk)
        fields = form_of(client, path)
        assert client.post(path, fields | {"text": "Deux."}).status_code == 302
        assert sent.wordings.get(state="pending").text == "Deux."
        assert client.get(at("withdraw", article, sent.pk)).status_code == 200
        assert client.post(at("withdraw", article, sent.pk)).status_code == 302
        sent.refresh_from_db()
        assert sent.state == "withdrawn"

    def test_a_refusal_is_told_with_its_reason_once_it_is_settled(self, article, time_machine):
        oumar = talk.subscriber()
        wording = talk.write(article, oumar).wordings.get()
        refusal = judging.reject(
            wording=wording, by=cast.ibrahim(), reason="insult", note="Restez courtois."
        )
        client, path = signed_in(oumar), at("discussion", article)
        assert "Restez courtois." not in client.get(path).content.decode()
        time_machine.move_to(refusal.settles_at)
        assert "Restez courtois." in client.get(path).content.decode()

    def test_withdrawing_needs_neither_article_nor_subscription(self, article):
        oumar = talk.subscriber()
        sent = talk.said(article, oumar)
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")
        oumar.subscription.delete()
        path = at("withdraw", article, sent.pk)
        assert signed_in(oumar).post(path).url == reverse("subscriptions:my_contributions")

    def test_a_refused_name_is_chosen_again(self, article):
        oumar = cast.subscriber()
        sent = talk.write(article, oumar, pen_name="Grossier")
        sanctioning.refuse_name(user=oumar, by=cast.ibrahim())
        client, path = signed_in(oumar), reverse("subscriptions:pen_name")
        assert path in client.get(at("discussion", article)).content.decode()
        assert client.post(path, {"pen_name": "La rédaction"}).status_code == 422
        assert client.post(path, {"pen_name": "Pinassier"}).status_code == 200
        sent.refresh_from_db()
        assert sent.pen_name == "Pinassier"


class TestTheDiscussion:
    def test_badges_tell_the_newsroom_and_the_author(self):
        cast.paper()
        djeneba = cast.djeneba()
        article = talk.article(bylines=[cast.author("Awa Diop", account=cast.awa())])
        first = talk.said(article, text="Une question.")
        contributing.answer(parent=first, by=djeneba, text="Une réponse.", key=uuid.uuid4())
        contributing.choose(contribution=first, by=djeneba)
        html = signed_in(talk.subscriber("Kadia Traoré")).get(at("discussion", article)).content
        assert html.decode().count('class="badge"') == 1
        assert "Une réponse." in html.decode()

    def test_a_report_is_made_once_and_says_thank_you(self, article):
        first = talk.said(article)
        client = signed_in(talk.subscriber("Kadia Traoré"))
        path = at("report", article, first.pk)
        assert client.post(path, {}).status_code == 422
        for _press in range(2):
            assert client.post(path, {"reason": "insult", "note": ""}).status_code == 200
        assert first.reports.count() == 1

    def test_reports_have_an_hourly_limit(self, article, monkeypatch):
        monkeypatch.setattr("subscriptions.views.contributing.REPORTS", {"most": 1, "seconds": 60})
        client = signed_in(talk.subscriber("Kadia Traoré"))
        shown = [talk.said(article, talk.subscriber(name)) for name in ("Awa Sow", "Aly Ba")]
        found = [
            client.post(at("report", article, one.pk), {"reason": "insult"}).status_code
            for one in shown
        ]
        assert found == [200, 422]
