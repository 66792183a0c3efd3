"""The shortest road: a number or an address, a code, and back to where one was."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.accounts import codes
from newsroom.models import SentCode, User
from newsroom.phones import spoken_phone
from tests import cast
from tests.newsroom.accounts.roads import (
    CODE,
    EMAIL,
    LOGIN,
    PASSWORD,
    PHONE,
    ask,
    code_in_mail,
    code_sent_to,
    is_in,
    sign_in,
    type_code,
    wrong,
)

pytestmark = pytest.mark.django_db

BACK = "/contributions/7/ecrire/"


@pytest.fixture
def browser():
    """A browser without script whose forms carry their token."""
    cast.paper(phone="+223 20 00 41 27")
    return Client()


class TestSomebodyWithoutAnAccount:
    @pytest.mark.parametrize("spelling", ["76 12 34 56", "00223 76-12-34-56", "+22376123456"])
    def test_he_has_one_once_he_has_typed_the_code_sent_to_his_number(self, browser, spelling):
        assert ask(browser, spelling, BACK).url == f"{CODE}?next={BACK.replace('/', '%2F')}"
        assert User.objects.count() == 0
        answer = type_code(browser, code_sent_to(PHONE), BACK)
        assert answer.url == BACK
        user = User.objects.get(phone=PHONE)
        assert is_in(browser)
        assert user.phone_confirmed_at is not None
        assert not user.has_usable_password()

    def test_an_address_does_as_well_in_any_letters(self, browser):
        ask(browser, " Kadia@Example.org ")
        type_code(browser, code_in_mail())
        user = User.objects.get(email=EMAIL)
        assert user.emailaddress_set.get().verified
        assert is_in(browser)

    def test_the_signup_page_is_the_same_road(self, browser):
        assert browser.get("/compte/inscription/").status_code == 200
        assert browser.post("/compte/inscription/", {"address": PHONE}).url.startswith(CODE)

    def test_without_a_page_to_go_back_to_he_comes_to_his_account(self, browser):
        ask(browser)
        assert type_code(browser, code_sent_to(PHONE)).url == "/compte/"

    @pytest.mark.parametrize("text", ["", "peut-être", "12", "kadia@", "@", "76 12 34 56 x"])
    def test_what_is_no_address_is_refused_and_stays_in_the_box(self, browser, text):
        page = ask(browser, text)
        assert page.status_code == 200
        assert "address" in page.context["form"].errors
        assert page.context["form"]["address"].value() == text
        assert SentCode.objects.count() == 0


class TestSomebodyWithAnAccount:
    def test_his_number_opens_his_account(self, browser):
        kadia = cast.reader(phone=PHONE)
        sign_in(PHONE, browser)
        assert browser.session["_auth_user_id"] == str(kadia.pk)
        assert User.objects.count() == 1

    def test_so_does_his_address_also_when_the_office_made_the_account(self, browser):
        kadia = User.objects.create_user(email=EMAIL)
        sign_in(EMAIL, browser)
        assert browser.session["_auth_user_id"] == str(kadia.pk)

    def test_a_closed_account_stays_closed(self, browser):
        cast.reader(phone=PHONE, is_active=False)
        ask(browser)
        answer = type_code(browser, code_sent_to(PHONE))
        assert answer.url == "/compte/ferme/"
        assert not is_in(browser)
        assert browser.get(answer.url).status_code == 200

    def test_nobody_can_tell_from_the_pages_that_he_has_one(self, browser):
        cast.reader(phone=PHONE)
        other = "+22366000000"
        pages = {}
        for address in (PHONE, other):
            client = Client()
            answer = ask(client, address)
            page = client.get(CODE).content.decode()
            page = page.replace(spoken_phone(address), "NUMBER")
            page = page.replace(str(page_token(page)), "TOKEN")
            pages[address] = (answer.status_code, answer.url, page)
        assert pages[PHONE] == pages[other]

    def test_whoever_is_in_already_is_led_on(self, browser):
        sign_in(PHONE, browser)
        assert browser.get(f"{LOGIN}?next={BACK}").url == BACK
        assert browser.get(f"{CODE}?next={BACK}").url == BACK
        assert browser.get(PASSWORD).url == "/compte/"


def page_token(page):
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


class TestTheCode:
    @pytest.fixture
    def code(self, browser):
        ask(browser)
        return code_sent_to(PHONE)

    def test_it_has_six_digits_and_may_be_typed_in_groups(self, browser, code):
        assert len(code) == 6
        assert code.isdigit()
        type_code(browser, f" {code[:3]} {code[3:]} ")
        assert is_in(browser)

    def test_a_wrong_one_says_how_many_tries_are_left(self, browser, code):
        first = type_code(browser, wrong(code))
        second = type_code(browser, wrong(code))
        assert "4" in str(first.context["form"].errors["code"])
        assert "3" in str(second.context["form"].errors["code"])
        type_code(browser, code)
        assert is_in(browser)

    def test_after_five_wrong_ones_the_right_one_opens_nothing(self, browser, code):
        for _again in range(4):
            assert type_code(browser, wrong(code)).status_code == 200
        assert type_code(browser, wrong(code), BACK).url.startswith(LOGIN)
        assert type_code(browser, code).url.startswith(LOGIN)
        assert not is_in(browser)
        assert len(list(browser.get(LOGIN).context["messages"])) == 2

    def test_an_empty_box_costs_no_try(self, browser, code):
        type_code(browser, "")
        assert "4" in str(type_code(browser, wrong(code)).context["form"].errors["code"])

    def test_the_code_of_somebody_else_opens_nothing(self, browser, code):
        other = Client()
        ask(other, "+22366000000")
        if code != code_sent_to("+22366000000"):
            type_code(other, code)
        assert not is_in(other)

    def test_a_code_typed_in_another_browser_opens_nothing(self, browser, code):
        stranger = Client()
        assert type_code(stranger, code).url.startswith(LOGIN)
        assert not is_in(stranger)

    def test_it_counts_for_a_quarter_of_an_hour_and_a_new_one_is_offered(self, browser, code):
        with time_machine.travel(timezone.now() + codes.LIFETIME + datetime.timedelta(seconds=5)):
            page = type_code(browser, code)
            assert page.status_code == 200
            assert "code" in page.context["form"].errors
            assert not is_in(browser)
            browser.post(CODE, {"resend": "1"})
            type_code(browser, code_sent_to(PHONE))
        assert is_in(browser)

    def test_it_is_used_once(self, browser, code):
        type_code(browser, code)
        assert SentCode.objects.count() == 0
        browser.post("/compte/deconnexion/")
        assert type_code(browser, code).url.startswith(LOGIN)

    def test_a_new_one_makes_the_first_worthless(self, browser, code):
        answer = browser.post(f"{CODE}?next={BACK}", {"resend": "1"})
        assert answer.url.startswith(CODE)
        new = code_sent_to(PHONE)
        if new != code:
            assert type_code(browser, code).status_code == 200
        assert type_code(browser, new, BACK).url == BACK

    def test_it_is_sent_three_times_and_no_more(self, browser, code):
        for _again in range(2):
            browser.post(CODE, {"resend": "1"})
        sent = SentCode.objects.get().sent_at
        assert browser.get(CODE).context["process"].can_resend is False
        assert browser.post(CODE, {"resend": "1"}).url.startswith(LOGIN)
        assert SentCode.objects.get().sent_at == sent

    def test_beginning_again_does_not_get_round_that(self, browser, code):
        for _again in range(2):
            ask(Client())
        sent = SentCode.objects.get().sent_at
        page = ask(Client())
        assert page.status_code == 200
        assert page.context["form"].non_field_errors()
        assert SentCode.objects.get().sent_at == sent

    def test_another_number_has_limits_of_its_own(self, browser, code):
        for _again in range(3):
            ask(Client())
        assert ask(Client(), "+22366000000").status_code == 302


class TestTheWayBack:
    @pytest.mark.parametrize(
        "away", ["https://evil.example/", "//evil.example/", "http://localhost/x", "javascript:x"]
    )
    def test_it_never_leads_to_another_site(self, browser, away):
        ask(browser, PHONE, away)
        assert type_code(browser, code_sent_to(PHONE), away).url == "/compte/"
        assert browser.get(f"{LOGIN}?next={away}").url == "/compte/"


class TestAPassword:
    @pytest.fixture
    def kadia(self, browser):
        return cast.reader(phone=PHONE, email=EMAIL)

    @pytest.mark.parametrize("address", [EMAIL, "KADIA@example.org", "76 12 34 56"])
    def test_it_opens_by_address_and_by_number(self, browser, kadia, address):
        fields = {"username": address, "password": cast.PASSWORD}
        assert browser.post(f"{PASSWORD}?next={BACK}", fields).url == BACK
        assert is_in(browser)

    def test_wrong_or_unknown_is_the_same_sentence(self, browser, kadia):
        pages = [
            browser.post(PASSWORD, {"username": address, "password": "faux"})
            for address in (EMAIL, "nobody@example.org", "+22366000000")
        ]
        assert len({str(page.context["form"].non_field_errors()) for page in pages}) == 1
        assert not is_in(browser)

    def test_after_repeated_bad_ones_the_right_one_is_refused_too(self, browser, kadia):
        for _again in range(5):
            browser.post(PASSWORD, {"username": EMAIL, "password": "faux"})
        page = browser.post(PASSWORD, {"username": EMAIL, "password": cast.PASSWORD})
        assert page.context["form"].non_field_errors()
        assert not is_in(browser)
        other = cast.reader()
        browser.post(PASSWORD, {"username": other.email, "password": cast.PASSWORD})
        assert is_in(browser)

    def test_bad_ones_for_one_number_do_not_lock_another(self, browser, kadia):
        for _again in range(6):
            browser.post(PASSWORD, {"username": "+22366000000", "password": "faux"})
        browser.post(PASSWORD, {"username": PHONE, "password": cast.PASSWORD})
        assert is_in(browser)

    def test_an_account_without_one_is_not_opened_by_anything(self, browser):
        User.objects.create_user(phone=PHONE)
        browser.post(PASSWORD, {"username": PHONE, "password": ""})
        browser.post(PASSWORD, {"username": PHONE, "password": "!"})
        assert not is_in(browser)


class TestTheCookieForScripts:
    def test_it_comes_with_signing_in_and_goes_with_signing_out(self, browser):
        ask(browser)
        assert "lecteur" not in browser.cookies
        answer = type_code(browser, code_sent_to(PHONE))
        assert answer.cookies["lecteur"].value == "1"
        assert not answer.cookies["lecteur"]["httponly"]
        answer = browser.post("/compte/deconnexion/")
        assert answer.url == "/"
        assert answer.cookies["lecteur"].value == ""
        assert not is_in(browser)

    def test_a_reader_stays_signed_in_for_months(self, browser):
        sign_in(PHONE, browser)
        assert browser.session.get_expiry_age() == 90 * 24 * 3600

    def test_signing_out_asks_first(self, browser):
        sign_in(PHONE, browser)
        assert browser.get("/compte/deconnexion/").status_code == 200
        assert is_in(browser)


@pytest.mark.parametrize("path", [LOGIN, "/compte/inscription/", PASSWORD, "/compte/ferme/"])
def test_its_pages_are_kept_by_nobody(browser, path):
    page = browser.get(path)
    assert page["Cache-Control"] == "private, no-store"
    assert "unsafe" not in page["Content-Security-Policy"]


def test_too_many_requests_are_answered_by_a_page_of_ours(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    browser.post(PASSWORD, {})
    page = browser.post(PASSWORD, {})
    assert page.status_code == 429
    assert page["Cache-Control"] == "private, no-store"


def test_nothing_of_allauth_that_we_do_not_use_can_be_reached(browser):
    for path in ("login/", "signup/", "password/reset/", "2fa/", "confirm-email/x/", "logout/"):
        assert browser.get(f"/compte/{path}").status_code == 404
        assert browser.get(f"/accounts/{path}").status_code == 404
