"""Codes are kept while they are valid, and read out by the office, never to get into the desk."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from newsroom.accounts import codes
from newsroom.accounts.creating import reader_account
from newsroom.models import JournalEntry, SentCode, User
from tests import cast
from tests.newsroom.accounts.roads import CODE, EMAIL, PHONE, ask, is_in, type_code

pytestmark = pytest.mark.django_db


class TestReadingOut:
    @pytest.fixture
    def fanta(self):
        return cast.fanta()

    @pytest.fixture
    def kadia(self):
        return cast.reader(phone=PHONE)

    def test_the_office_reads_out_the_code_that_was_typed_in_vain(self, fanta, kadia):
        browser = Client()
        ask(browser)
        sent = codes.read_out(to=PHONE, by=fanta)
        type_code(browser, sent.code)
        assert is_in(browser)

    def test_it_is_written_down(self, fanta, kadia):
        codes.send(to=PHONE, code="987654")
        codes.read_out(to=PHONE, by=fanta)
        entry = JournalEntry.objects.get(verb="read_out_code")
        assert (entry.actor, entry.subject_id, entry.detail["note"]) == (fanta, kadia.pk, PHONE)
        assert "987654" not in str(entry.detail)

    def test_also_for_an_account_that_is_still_to_be_made(self, fanta):
        codes.send(to=PHONE, code="123456")
        assert codes.read_out(to=PHONE, by=fanta).code == "123456"
        assert JournalEntry.objects.get(verb="read_out_code").subject_label == PHONE

    @pytest.mark.parametrize("who", ["ibrahim", "cheick", "djeneba", "reader"])
    def test_nobody_else_reads_out_anything(self, kadia, who):
        codes.send(to=PHONE, code="123456")
        with pytest.raises(PermissionDenied):
            codes.read_out(to=PHONE, by=getattr(cast, who)())
        assert JournalEntry.objects.filter(verb="read_out_code").count() == 0

    def test_a_code_of_the_newsroom_is_read_out_to_nobody(self, fanta):
        chief = cast.djeneba()
        codes.send(to=chief.email, code="123456")
        with pytest.raises(PermissionDenied):
            codes.read_out(to=chief.email, by=fanta)

    def test_there_is_none_before_one_was_asked_for(self, fanta, kadia):
        assert codes.read_out(to=PHONE, by=fanta) is None
        assert JournalEntry.objects.count() == 0

    def test_an_expired_one_is_not_read_out_and_goes_with_the_next(self, fanta, kadia):
        codes.send(to=PHONE, code="123456")
        with time_machine.travel(timezone.now() + codes.LIFETIME + datetime.timedelta(seconds=1)):
            assert codes.read_out(to=PHONE, by=fanta) is None
            codes.send(to=EMAIL, code="654321")
            assert [sent.to for sent in SentCode.objects.all()] == [EMAIL]


class TestASenderThatFails:
    def test_the_reader_is_told_to_ring_the_office_which_knows_the_code(self, settings):
        settings.SMS_URL = ""
        cast.paper(phone="+223 20 00 41 27")
        browser = Client()
        assert ask(browser).url == CODE
        page = browser.get(CODE)
        assert page.context["process"].is_sent is False
        assert "+223 20 00 41 27" in page.content.decode()
        type_code(browser, codes.read_out(to=PHONE, by=cast.fanta()).code)
        assert is_in(browser)

    def test_nor_does_a_mail_server_that_is_away_break_the_page(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        assert ask(Client(), EMAIL).status_code == 302
        assert SentCode.objects.get().to == EMAIL

    def test_the_office_is_named_also_when_the_message_left(self):
        cast.paper(phone="+223 20 00 41 27")
        browser = Client()
        ask(browser)
        assert "+223 20 00 41 27" in browser.get(CODE).content.decode()


class TestAnAccountThatSomebodyElseMakes:
    def test_it_is_made_once_whatever_the_spelling_and_nothing_is_confirmed(self):
        first = reader_account(phone="76 12 34 56", name="Kadia Traoré")
        assert reader_account(phone="00223 76123456") == first
        assert (first.phone, first.name) == (PHONE, "Kadia Traoré")
        assert first.phone_confirmed_at is None
        assert not first.has_usable_password()
        assert not first.is_staff

    def test_whose_number_it_is_comes_before_whose_address(self):
        first = reader_account(phone=PHONE)
        assert reader_account(phone=PHONE, email=EMAIL) == first
        assert User.objects.count() == 1

    def test_an_address_in_capitals_is_the_same(self):
        assert reader_account(email="Kadia@Example.org") == reader_account(email=EMAIL)

    @pytest.mark.parametrize(
        "given", [{}, {"phone": "12"}, {"email": "kadia"}, {"phone": EMAIL}, {"email": PHONE}]
    )
    def test_what_is_no_address_makes_nothing(self, given):
        with pytest.raises(ValidationError):
            reader_account(**given)
        assert User.objects.count() == 0

    def test_its_owner_enters_by_the_road_of_everybody(self):
        made = reader_account(phone=PHONE, name="Kadia Traoré")
        browser = Client()
        ask(browser)
        type_code(browser, SentCode.objects.get().code)
        assert browser.session["_auth_user_id"] == str(made.pk)
        made.refresh_from_db()
        assert made.phone_confirmed_at is not None
