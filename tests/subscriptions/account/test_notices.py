"""Notices leave once, by the way a reader has; what fails is tried again."""

import datetime
import email
import smtplib

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.texting import TextNotSent
from subscriptions import notices, outgoing
from subscriptions.models import Notice
from subscriptions.reader import reader_of
from tests import cast

pytestmark = pytest.mark.django_db

Kind = Notice.Kind
LATER = datetime.timedelta(hours=1)


@pytest.fixture
def texts(monkeypatch):
    """Collect what would have been sent as text messages, as (number, words)."""
    sent = []
    monkeypatch.setattr(notices, "send_text", lambda to, text: sent.append((to, text)))
    return sent


def told(person, kind=Kind.RECEIPT, **fields):
    words = {
        "subject": "Reçu no 12",
        "text": "Merci.\n\nÀ bientôt.",
        "link": "/abonnement/recu/12/",
    }
    return notices.notify(user=person, kind=kind, **words | fields)


def by_phone(**fields):
    return cast.reader(email=None, phone="+22376123456", **fields)


class TestByMail:
    def test_what_is_due_leaves_once(self):
        notice = told(cast.reader(email="kadia@example.org"))
        assert notices.deliver() == 1
        assert notices.deliver() == 0
        (message,) = mail.outbox
        assert message.to == ["kadia@example.org"]
        assert message.subject == "Reçu no 12"
        notice.refresh_from_db()
        assert notice.sent_at

    def test_what_is_not_due_waits(self):
        told(cast.reader(), send_after=timezone.now() + LATER)
        assert notices.deliver() == 0
        assert notices.deliver(timezone.now() + 2 * LATER) == 1

    def test_it_says_the_paper_the_words_and_where_to_read_on(self):
        cast.paper(title="La Rive")
        told(cast.reader())
        notices.deliver()
        (message,) = mail.outbox
        name, _address = email.utils.parseaddr(message.from_email)
        assert name == "La Rive"
        html = message.alternatives[0][0]
        for body in (message.body, html):
            assert "À bientôt." in body
            assert "La Rive" in body
            assert f"{settings.SITE_URL}/abonnement/recu/12/" in body
            assert settings.SITE_URL + reverse("subscriptions:account") in body
        assert "<p>Merci.</p>" in html

    def test_what_others_wrote_is_text_and_not_markup(self):
        told(cast.reader(), Kind.REPLY, text="<script>x</script> & <b>")
        notices.deliver()
        (message,) = mail.outbox
        assert "<script>x</script> & <b>" in message.body
        assert "<script>" not in message.alternatives[0][0]

    def test_a_subject_is_one_line(self):
        told(cast.reader(), subject="Un\nDeux\r\nBcc: x@example.org")
        notices.deliver()
        assert mail.outbox[0].subject == "Un Deux Bcc: x@example.org"


class TestRepliesByMail:
    def test_they_can_be_stopped_by_one_press(self):
        person = cast.reader()
        stop = settings.SITE_URL + reverse(
            "subscriptions:stop_mail", args=[reader_of(person).mail_key]
        )
        told(person, Kind.REPLY)
        notices.deliver()
        headers = mail.outbox[0].message()
        assert headers["List-Unsubscribe"] == f"<{stop}>"
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert stop in mail.outbox[0].body

    def test_other_mail_cannot(self):
        person = cast.reader()
        reader_of(person)
        told(person, Kind.RECEIPT)
        notices.deliver()
        assert "List-Unsubscribe" not in mail.outbox[0].message()

    def test_who_wants_none_reads_them_in_the_account(self):
        person = cast.reader()
        reader = reader_of(person)
        reader.wants_replies_by_mail = False
        reader.save()
        told(person, Kind.REPLY)
        told(person, Kind.JUDGEMENT)
        assert notices.deliver() == 1
        assert not Notice.objects.filter(sent_at__isnull=True).exists()


class TestByText:
    def test_who_has_no_e_mail_is_told_of_money_by_text_message(self, texts):
        cast.paper(title="La Rive")
        told(by_phone())
        assert notices.deliver() == 1
        ((number, words),) = texts
        assert number == "+22376123456"
        assert words == f"La Rive: Reçu no 12 {settings.SITE_URL}/abonnement/recu/12/".replace(
            "ç", "c"
        )

    @pytest.mark.parametrize("kind", [Kind.JUDGEMENT, Kind.REPLY, Kind.SANCTION])
    def test_what_is_not_worth_a_message_waits_in_the_account(self, texts, kind):
        notice = told(by_phone(), kind)
        assert notices.deliver() == 0
        assert texts == []
        notice.refresh_from_db()
        assert notice.sent_at

    @pytest.mark.parametrize(
        "fields",
        [
            {"subject": "Votre abonnement « annuel » s’achève – œuvre à l’été " * 4},
            {"subject": "x" * 200},
            {"subject": "Bref", "link": "/abonnement/" + "y" * 200},
            {"subject": "Ŋ ɛ ɔ [é] € 😀", "link": ""},
        ],
    )
    def test_it_is_one_message_in_its_basic_alphabet(self, fields):
        cast.paper(title="L’Écho du fleuve – quotidien")
        words = outgoing.short(told(by_phone(), **fields))
        assert len(words) <= outgoing.TEXT_SIGNS
        assert settings.SITE_URL in words
        assert not set(words) & set("’«»–œêç…^{}[]~|\\€")


class TestFailing:
    @pytest.fixture
    def failing(self, monkeypatch):
        """Let every mail fail until the list is emptied."""
        failures = [smtplib.SMTPException("nobody there")]

        def send(message):
            if failures:
                raise failures[0]

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
        return failures

    def test_it_is_tried_again_later_and_then_no_more(self, failing, caplog):
        notice, now = told(cast.reader()), timezone.now()
        tries = 0
        for _hour in range(48):
            for _quarter in range(4):
                before = Notice.objects.get().failures
                notices.deliver(now)
                tries += Notice.objects.get().failures - before
                now += datetime.timedelta(minutes=15)
        assert tries == len(notices.BACK_OFF) + 1
        notice.refresh_from_db()
        assert notice.sent_at is None
        assert "nobody there" in caplog.text

    def test_it_leaves_once_the_server_is_back(self, failing):
        told(cast.reader())
        assert notices.deliver() == 0
        failing.clear()
        assert notices.deliver() == 0
        assert notices.deliver(timezone.now() + LATER) == 1

    def test_one_that_fails_keeps_no_other_back(self, texts, failing):
        told(cast.reader())
        told(by_phone())
        assert notices.deliver() == 1
        assert len(texts) == 1

    def test_a_text_message_that_is_not_taken_is_tried_again(self, monkeypatch):
        def refuse(to, text):
            raise TextNotSent("HTTP 503")

        monkeypatch.setattr(notices, "send_text", refuse)
        notice = told(by_phone())
        assert notices.deliver() == 0
        notice.refresh_from_db()
        assert notice.failures == 1


def test_nobody_is_told_when_the_account_is_gone():
    assert told(None) is None


def test_a_closed_account_is_sent_nothing():
    person = cast.reader(is_active=False)
    told(person)
    assert notices.deliver() == 0
    assert mail.outbox == []


def test_another_tick_at_the_same_moment_does_not_send_it_again(monkeypatch):
    told(cast.reader())
    outer = outgoing.mail

    def meanwhile(notice, reader):
        assert notices.deliver() == 0
        return outer(notice, reader)

    monkeypatch.setattr(outgoing, "mail", meanwhile)
    assert notices.deliver() == 1
    assert len(mail.outbox) == 1


def test_nothing_is_sent_inside_a_transaction(monkeypatch, transactional_db):
    seen = []
    monkeypatch.setattr(
        notices, "send_text", lambda to, text: seen.append(connection.in_atomic_block)
    )
    told(by_phone())
    notices.deliver()
    assert seen == [False]
