"""« Mon compte »: each reader sees his own things, in words, and nobody else's."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from newsroom.accounts.texting import TextNotSent
from newsroom.models import User
from subscriptions import notices
from subscriptions.models import (
    Appeal,
    Attempt,
    Contribution,
    ContributionSpace,
    Judgement,
    Notice,
    Plan,
    Reader,
    Reason,
)
from subscriptions.reader import reader_of
from subscriptions.views.account import ROWS
from tests import cast, readers
from tests.subscriptions.account import full_account

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
PAGES = ["account", "payments", "my_contributions", "messages", "settings", "my_data"]
NAMES = [*PAGES, "delete_account"]


@pytest.fixture
def bintou():
    return full_account.open_one()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page_of(person, name, *args, **options):
    address = reverse(f"subscriptions:{name}", args=args)
    return readers.get(address, client=signed_in(person), **options)


class TestWhoseItIs:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_visitor_signs_in_and_comes_back(self, name):
        address = reverse(f"subscriptions:{name}")
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('account_login')}?next={address}"

    @pytest.mark.parametrize("name", NAMES)
    def test_nobody_keeps_it(self, name):
        response = signed_in(cast.reader()).get(reverse(f"subscriptions:{name}"))
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("name", NAMES)
    def test_nothing_of_another_reader_is_on_it(self, bintou, name):
        html = page_of(cast.subscriber("Oumar Dicko"), name).html
        for words in (*full_account.NAMING, full_account.REFUSED, full_account.SHOWN, "REF-"):
            assert words not in html

    @pytest.mark.parametrize("name", NAMES)
    def test_moderators_are_named_nowhere(self, bintou, name):
        html = page_of(bintou.user, name).html
        assert bintou.staff.moderator.name not in html
        assert bintou.staff.office.name not in html

    def test_every_page_leads_to_the_others(self, bintou):
        addresses = page_of(bintou.user, "account").addresses
        assert {reverse(f"subscriptions:{name}") for name in PAGES[1:]} <= set(addresses)
        for name in PAGES[1:]:
            assert reverse("subscriptions:account") in page_of(bintou.user, name).addresses

    def test_public_pages_lead_there(self):
        assert "/compte/" in readers.get(cast.published().path).addresses
        assert "/compte/" in readers.get("/").addresses


class TestTheSubscription:
    def sentence(self, person):
        html = page_of(person, "account").html
        return html.split('class="standing"')[1].split("</div>")[0]

    def test_its_end_is_told_in_words(self, time_machine):
        time_machine.move_to("2026-08-03T10:00Z", tick=False)
        assert "mercredi 2\u00a0septembre\u00a02026" in self.sentence(cast.subscriber(days=30))

    def test_an_end_that_is_near_is_told_with_its_hour(self, time_machine):
        time_machine.move_to("2026-08-31T12:05Z", tick=False)
        shown = self.sentence(cast.subscriber(days=1))
        assert "mardi 1er\u00a0septembre\u00a02026 à 12\u00a0h\u00a005" in shown

    def test_in_the_days_of_grace_it_says_until_when(self, time_machine):
        time_machine.move_to("2026-09-03T10:00Z", tick=False)
        shown = self.sentence(cast.subscriber(days=-1))
        assert "2\u00a0septembre\u00a02026" in shown
        assert "4\u00a0septembre\u00a02026 à 10\u00a0h" in shown
        assert reverse("subscriptions:subscribe") in shown

    @pytest.mark.parametrize("person", [cast.reader, lambda: cast.subscriber(days=-30)])
    def test_whoever_has_none_is_led_to_one(self, person):
        assert reverse("subscriptions:subscribe") in self.sentence(person())

    def test_the_staff_need_none(self):
        assert reverse("subscriptions:subscribe") not in self.sentence(cast.awa())

    def test_a_payment_that_waits_is_said_and_not_offered_again(self):
        person = cast.reader()
        plan = Plan.objects.create(name="Un mois", days=30, price=2500)
        fields = {"label": plan.name, "days": 30, "amount": 2500, "method": "wave"}
        Attempt.objects.create(
            user=person, plan=plan, reference="ATTENTE", state=Attempt.State.PENDING, **fields
        )
        shown = self.sentence(person)
        assert reverse("subscriptions:attempt", args=["ATTENTE"]) in shown
        assert 'class="button"' not in shown


class TestPayments:
    def test_each_has_its_receipt(self, bintou):
        page = page_of(bintou.user, "payments")
        assert reverse("subscriptions:receipt", args=[1]) in page.addresses
        assert "2\u202f500\u00a0FCFA" in page.text

    def test_what_was_not_paid_is_said_above(self, bintou):
        Attempt.objects.update(state=Attempt.State.FAILED, explanation="Solde insuffisant")
        assert "Solde insuffisant" in page_of(bintou.user, "payments").text

    def test_another_readers_receipt_is_not_his(self, bintou):
        receipt = reverse("subscriptions:receipt", args=[1])
        assert signed_in(bintou.other).get(receipt).status_code == 404


class TestMessages:
    def told(self, person, count=1, **fields):
        for number in range(count):
            notices.notify(
                user=person, kind="account", subject=f"Message {number}.", text="Bonjour", **fields
            )

    def test_what_was_seen_is_new_no_more(self):
        person = cast.reader()
        self.told(person)
        assert 'class="state"' in page_of(person, "account").html
        assert 'class="state"' in page_of(person, "messages").html
        assert 'class="state"' not in page_of(person, "messages").html
        assert 'class="state"' not in page_of(person, "account").html

    def test_what_is_not_due_yet_is_not_there(self):
        person = cast.reader()
        self.told(person, send_after=timezone.now() + HOUR)
        assert "Message 0." not in page_of(person, "messages").text
        assert 'class="state"' not in page_of(person, "account").html
        assert Notice.objects.get().read_at is None

    def test_it_stands_there_while_it_is_sent_and_when_it_cannot_be(self, monkeypatch):
        person = cast.reader(email=None, phone="+22376000002")
        monkeypatch.setattr(notices, "send_text", self.refuse)
        self.told(person)
        notices.deliver()
        assert "Message 0." in page_of(person, "messages").text
        monkeypatch.setattr(notices, "send_text", lambda to, text: None)
        notices.deliver(timezone.now() + HOUR)
        assert "Message 0." in page_of(person, "messages").text

    def refuse(self, to, text):
        raise TextNotSent("HTTP 503")

    def test_older_ones_are_a_page_away(self):
        person = cast.reader()
        self.told(person, ROWS + 1)
        page = page_of(person, "messages")
        assert f"Message {ROWS}." in page.text
        assert "Message 0." not in page.text
        (more,) = [address for address in page.addresses if address.startswith("?avant=")]
        last = readers.get(reverse("subscriptions:messages") + more, client=signed_in(person))
        assert "Message 0." in last.text
        assert [address for address in last.addresses if address.startswith("?avant=")] == []

    def test_an_address_that_somebody_typed_is_no_error(self):
        client = signed_in(cast.reader())
        for typed in ("x", "-1", "²", "9" * 40):
            address = reverse("subscriptions:messages") + f"?avant={typed}"
            assert client.get(address).status_code == 200


class TestMyContributions:
    def test_each_stands_with_its_text_and_state(self, bintou):
        Judgement.objects.update(settles_at=timezone.now() - HOUR)
        page = page_of(bintou.user, "my_contributions")
        assert full_account.PENDING in page.text
        assert full_account.HER_REPLY in page.text
        assert full_account.REFUSED in page.text
        assert bintou.publication.path in page.addresses

    def test_a_refusal_says_its_reason_and_note(self, bintou):
        Judgement.objects.update(settles_at=timezone.now() - HOUR)
        text = page_of(bintou.user, "my_contributions").text
        assert str(Reason.INSULT.label) in text
        assert "Note à" in text

    def test_what_may_still_be_undone_is_told_to_nobody(self, bintou):
        text = page_of(bintou.user, "my_contributions").text
        assert str(Reason.INSULT.label) not in text
        assert "Note à" not in text

    def test_what_was_undone_never_was(self, bintou):
        Judgement.objects.update(settles_at=timezone.now() - HOUR, undone_at=timezone.now())
        assert "Note à" not in page_of(bintou.user, "my_contributions").text

    def test_a_text_that_the_desk_is_changing_is_named_as_readers_know_it(self, bintou):
        article = bintou.publication.article
        article.headline = "Un titre que personne ne doit lire"
        article.save()
        text = page_of(bintou.user, "my_contributions").text
        assert "Un titre que personne" not in text
        assert bintou.publication.headline in text

    def test_under_a_withdrawn_article_it_stands_all_the_same(self, bintou):
        publishing.withdraw(
            article=bintou.publication.article, by=cast.publisher(), notice="Erreur."
        )
        page = page_of(bintou.user, "my_contributions")
        assert full_account.HER_REPLY in page.text
        assert bintou.publication.path not in page.addresses

    def test_queries_do_not_grow(self, bintou):
        def asked():
            client = signed_in(bintou.user)
            with readers.queries() as queries:
                client.get(reverse("subscriptions:my_contributions"))
            return len(queries)

        asked()
        few = asked()
        for number in range(10):
            article = cast.published().article
            full_account.contribution(bintou.user, "X", article, f"Texte {number}")
        asked()  # the menu is read again
        assert asked() == few


class TestAppeal:
    @pytest.fixture
    def refusal(self, bintou):
        Appeal.objects.all().delete()
        Contribution.objects.exclude(pk=bintou.refused.pk).filter(writer=bintou.user).delete()
        Judgement.objects.update(settles_at=timezone.now() - HOUR)
        return Judgement.objects.get()

    def test_it_is_offered_and_sent_once(self, bintou, refusal):
        address = reverse("subscriptions:appeal", args=[refusal.pk])
        assert address in page_of(bintou.user, "my_contributions").addresses
        client = signed_in(bintou.user)
        assert full_account.REFUSED in readers.get(address, client=client).text
        response = client.post(address, {"words": "Je n’insulte personne."})
        assert response["Location"] == reverse("subscriptions:my_contributions")
        assert Appeal.objects.get().words == "Je n’insulte personne."
        assert address not in page_of(bintou.user, "my_contributions").addresses
        assert client.post(address, {"words": "Encore"}).status_code == 404

    def test_it_may_say_nothing_but_not_too_much(self, bintou, refusal):
        address = reverse("subscriptions:appeal", args=[refusal.pk])
        client = signed_in(bintou.user)
        assert client.post(address, {"words": "x" * 1001}).status_code == 422
        assert client.post(address, {"words": ""}).status_code == 302

    def test_it_is_too_late_after_some_days(self, bintou, refusal):
        days = ContributionSpace.current().appeal_days
        Judgement.objects.update(settles_at=timezone.now() - datetime.timedelta(days=days, hours=1))
        address = reverse("subscriptions:appeal", args=[refusal.pk])
        assert address not in page_of(bintou.user, "my_contributions").addresses
        assert signed_in(bintou.user).get(address).status_code == 404

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_appeals_for_another(self, bintou, refusal, method):
        address = reverse("subscriptions:appeal", args=[refusal.pk])
        for person in (bintou.other, bintou.staff.moderator):
            assert getattr(signed_in(person), method)(address).status_code == 404
        assert not Appeal.objects.exists()


class TestSettings:
    def test_replies_by_mail_are_stopped_and_wanted_again(self):
        person = cast.reader()
        client, address = signed_in(person), reverse("subscriptions:settings")
        assert client.post(address, {})["Location"] == address
        assert not reader_of(person).wants_replies_by_mail
        client.post(address, {"replies": "on"})
        assert reader_of(person).wants_replies_by_mail

    def test_whoever_has_no_e_mail_is_not_asked(self):
        person = cast.reader(email=None, phone="+22376000000")
        assert 'name="replies"' not in page_of(person, "settings").html

    def test_it_leads_to_what_opens_the_account(self):
        addresses = page_of(cast.reader(phone="+22376000001"), "settings").addresses
        for name in ("account_email", "account_change_phone", "usersessions_list", "mfa_index"):
            assert reverse(name) in addresses

    def test_a_name_that_was_checked_stays(self):
        person = cast.reader()
        Reader.objects.create(user=person, pen_name="Kadia T.", pen_name_state="approved")
        page = page_of(person, "settings")
        assert "Kadia T." in page.text
        assert reverse("subscriptions:pen_name") not in page.addresses


class TestMyData:
    def test_it_is_handed_over_as_a_file_on_demand(self, bintou):
        response = signed_in(bintou.user).post(reverse("subscriptions:my_data"))
        assert response["Content-Type"] == "application/zip"
        assert "attachment" in response["Content-Disposition"]
        assert response["Cache-Control"] == "private, no-store"
        assert response.content[:2] == b"PK"

    def test_a_link_alone_hands_nothing_over(self, bintou):
        response = signed_in(bintou.user).get(reverse("subscriptions:my_data"))
        assert response["Content-Type"].startswith("text/html")

    def test_a_form_of_another_site_gets_nothing(self, bintou):
        client = Client(enforce_csrf_checks=True)
        client.force_login(bintou.user)
        assert client.post(reverse("subscriptions:my_data")).status_code == 403
        assert client.post(reverse("subscriptions:delete_account")).status_code == 403

    def test_nobody_takes_it_a_hundred_times(self):
        client = signed_in(cast.reader())
        address = reverse("subscriptions:my_data")
        assert [client.post(address).status_code for _time in range(11)][-2:] == [200, 429]

    def test_a_visitor_gets_nothing(self):
        response = Client().post(reverse("subscriptions:my_data"))
        assert response["Content-Type"].startswith("text/html")
        assert response.status_code in {302, 403}


class TestDeletion:
    MEANT = {"contributions": "keep", "is_meant": "on"}

    def post(self, person, data):
        return signed_in(person).post(reverse("subscriptions:delete_account"), data)

    def test_a_choice_and_a_tick_delete_the_account_and_sign_out(self, bintou):
        client = signed_in(bintou.user)
        response = client.post(reverse("subscriptions:delete_account"), self.MEANT, follow=True)
        assert response.redirect_chain == [(reverse("subscriptions:account_deleted"), 302)]
        assert not User.objects.filter(pk=bintou.user.pk).exists()
        assert client.get(reverse("subscriptions:account")).status_code == 302
        assert Contribution.objects.get(pk=bintou.shown.pk).state == "approved"

    def test_contributions_go_with_it_when_that_is_chosen(self, bintou):
        self.post(bintou.user, self.MEANT | {"contributions": "remove"})
        assert Contribution.objects.get(pk=bintou.shown.pk).state == "withdrawn"

    @pytest.mark.parametrize("missing", ["contributions", "is_meant"])
    def test_nothing_happens_without_both(self, missing):
        person = cast.reader()
        data = {name: value for name, value in self.MEANT.items() if name != missing}
        response = self.post(person, data)
        assert response.status_code == 422
        assert b"errorlist" in response.content
        assert User.objects.filter(pk=person.pk).exists()

    def test_to_look_at_the_page_deletes_nothing(self):
        person = cast.reader()
        page_of(person, "delete_account")
        assert User.objects.filter(pk=person.pk).exists()

    def test_the_staff_are_told_whom_to_ask(self):
        person = cast.awa()
        page = page_of(person, "delete_account")
        assert 'name="is_meant"' not in page.html
        assert self.post(person, self.MEANT).status_code == 409
        assert User.objects.filter(pk=person.pk).exists()

    def test_a_payment_that_waits_is_said_before(self, bintou):
        Attempt.objects.update(state=Attempt.State.PENDING)
        page = page_of(bintou.user, "delete_account")
        assert reverse("subscriptions:attempt", args=["REF-BINTOU"]) in page.addresses

    def test_the_readable_cookie_goes_too(self):
        client = signed_in(cast.reader())
        client.get(reverse("subscriptions:account"))
        assert client.cookies["lecteur"].value == "1"
        client.post(reverse("subscriptions:delete_account"), self.MEANT)
        assert client.cookies["lecteur"].value == ""
