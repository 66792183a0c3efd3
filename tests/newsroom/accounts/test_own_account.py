"""One's number, address, password and sessions: changed by whoever shows that they are his."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.accounts import codes
from newsroom.accounts.adapter import SAID
from newsroom.accounts.devices import device
from newsroom.models import SentCode, User
from tests import cast
from tests.articles.admin_desk import desk, form_data
from tests.newsroom.accounts.roads import (
    EMAIL,
    LOGIN,
    PASSWORD,
    PHONE,
    ask,
    code_sent_to,
    is_in,
    sign_in,
    type_code,
    wrong,
)

pytestmark = pytest.mark.django_db

MAIL, MAIL_CODE = "/compte/e-mail/", "/compte/e-mail/code/"
NUMBER, NUMBER_CODE = "/compte/telephone/", "/compte/telephone/code/"
OTHER = "+22366000000"
PAGES = [MAIL, NUMBER, "/compte/sessions/", "/compte/deux-etapes/", "/compte/mot-de-passe/choisir/"]


@pytest.fixture
def kadia():
    cast.paper(phone="+223 20 00 41 27")
    return User.objects.create_user(phone=PHONE, name="Kadia Traoré")


@pytest.fixture
def client(kadia):
    return sign_in(PHONE)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("path", [*PAGES, MAIL_CODE, NUMBER_CODE, "/compte/mot-de-passe/"])
def test_whoever_is_not_signed_in_is_led_to_the_entrance_and_back(path):
    assert Client().get(path).url == f"{LOGIN}?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_its_pages_are_kept_by_nobody(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"


class TestTheNumber:
    def test_a_new_one_counts_once_its_code_is_typed(self, client, kadia):
        assert client.post(NUMBER, {"phone": "66 00 00 00"}).url == NUMBER_CODE
        assert fresh(kadia).phone == PHONE
        assert client.get(NUMBER_CODE).status_code == 200
        client.post(NUMBER_CODE, {"code": code_sent_to(OTHER)})
        assert fresh(kadia).phone == OTHER
        assert fresh(kadia).phone_confirmed_at is not None
        assert SentCode.objects.count() == 0

    def test_a_wrong_code_changes_nothing(self, client, kadia):
        client.post(NUMBER, {"phone": OTHER})
        page = client.post(NUMBER_CODE, {"code": wrong(code_sent_to(OTHER))})
        assert page.context["form"].errors
        assert fresh(kadia).phone == PHONE

    def test_that_of_somebody_else_is_not_taken_from_him(self, client, kadia):
        other = cast.reader(phone=OTHER)
        client.post(NUMBER, {"phone": OTHER})
        page = client.post(NUMBER_CODE, {"code": code_sent_to(OTHER)})
        assert page.context["form"].errors
        assert fresh(kadia).phone == PHONE
        assert fresh(other).phone == OTHER

    @pytest.mark.parametrize("number", ["", "12", "peut-être", PHONE])
    def test_what_is_no_new_number_is_refused(self, client, number):
        assert client.post(NUMBER, {"phone": number}).context["form"].errors
        assert SentCode.objects.count() == 0

    def test_one_that_the_office_wrote_is_confirmed_with_one_press(self, client, kadia):
        User.objects.filter(pk=kadia.pk).update(phone_confirmed_at=None)
        client.post(NUMBER, {"action": "verify"})
        client.post(NUMBER_CODE, {"code": code_sent_to(PHONE)})
        assert fresh(kadia).phone_confirmed_at is not None

    def test_several_codes_in_a_row_are_refused_in_words(self, client):
        for _again in range(3):
            client.post(NUMBER, {"phone": OTHER})
        page = client.post(NUMBER, {"phone": OTHER})
        assert page.status_code == 200
        assert page.context["form"].non_field_errors()


class TestTheAddress:
    def test_a_new_one_counts_once_its_code_is_typed(self, client, kadia):
        assert client.post(MAIL, {"email": "Kadia@Example.org"}).url == MAIL_CODE
        assert fresh(kadia).email is None
        assert client.get(MAIL_CODE).status_code == 200
        client.post(MAIL_CODE, {"code": code_sent_to(EMAIL)})
        assert fresh(kadia).email == EMAIL
        assert client.get(MAIL).context["is_confirmed"]
        assert is_in(sign_in(EMAIL))

    def test_the_old_one_opens_nothing_any_more(self, client, kadia):
        for address in (EMAIL, "autre@example.org"):
            client.post(MAIL, {"email": address})
            client.post(MAIL_CODE, {"code": code_sent_to(address)})
        sign_in(EMAIL)
        assert User.objects.get(email=EMAIL) != kadia
        assert fresh(kadia).email == "autre@example.org"

    def test_a_wrong_code_changes_nothing(self, client, kadia):
        client.post(MAIL, {"email": EMAIL})
        page = client.post(MAIL_CODE, {"code": wrong(code_sent_to(EMAIL))})
        assert page.context["form"].errors
        assert fresh(kadia).email is None

    def test_that_of_somebody_else_is_not_taken_from_him(self, client, kadia):
        other = cast.reader(email=EMAIL)
        assert client.post(MAIL, {"email": EMAIL}).url == MAIL_CODE
        page = client.post(MAIL_CODE, {"code": code_sent_to(EMAIL)})
        assert page.context["form"].errors
        assert fresh(kadia).email is None
        assert fresh(other).email == EMAIL

    def test_nothing_else_can_be_done_to_it(self, client, kadia):
        client.post(MAIL, {"email": EMAIL})
        client.post(MAIL_CODE, {"code": code_sent_to(EMAIL)})
        client.post(MAIL, {"email": EMAIL, "action_remove": ""})
        assert fresh(kadia).email == EMAIL


class TestThePassword:
    CHANGE, SET = "/compte/mot-de-passe/", "/compte/mot-de-passe/choisir/"

    def test_it_can_be_chosen_and_opens_from_then_on(self, client, kadia):
        assert client.get(self.CHANGE).url == self.SET
        assert client.post(self.SET, {"password1": "l’eau monte à Konna"}).url == "/compte/"
        assert is_in(client)
        other = Client()
        other.post(PASSWORD, {"username": PHONE, "password": "l’eau monte à Konna"})
        assert is_in(other)

    def test_a_weak_one_is_refused(self, client, kadia):
        assert client.post(self.SET, {"password1": "court"}).context["form"].errors
        assert not fresh(kadia).has_usable_password()

    def test_a_forgotten_one_is_replaced_by_whoever_came_by_code(self):
        person = cast.reader(email=EMAIL)
        browser = sign_in(EMAIL)
        browser.post(self.CHANGE, {"password1": "l’eau monte à Konna"})
        assert fresh(person).check_password("l’eau monte à Konna")

    def test_later_the_present_one_is_asked_for(self):
        person = cast.reader(email=EMAIL)
        browser = sign_in(EMAIL)
        new = "l’eau monte à Konna"
        with time_machine.travel(timezone.now() + codes.LIFETIME + datetime.timedelta(minutes=1)):
            browser.post(self.CHANGE, {"password1": new})
            browser.post(self.CHANGE, {"password1": new, "oldpassword": "faux"})
            assert fresh(person).check_password(cast.PASSWORD)
            browser.post(self.CHANGE, {"password1": new, "oldpassword": cast.PASSWORD})
        assert fresh(person).check_password(new)


class TestSessions:
    PATH = "/compte/sessions/"

    def test_each_is_named_and_can_be_ended(self, client):
        other = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 11) Firefox/130.0"})
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
            sign_in(PHONE, other)
            page = client.get(self.PATH)
            sessions = page.context["sessions"]
            assert len(sessions) == 2
            own = client.session.session_key
            [there] = [session for session in sessions if session.session_key != own]
            assert there.device == "Firefox, Android"
            client.post(self.PATH, {"session": there.pk})
            assert not is_in(other)
            assert is_in(client)

    def test_all_the_others_end_at_once(self, client):
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
            others = [sign_in(PHONE), sign_in(PHONE)]
            client.post(self.PATH)
        assert [is_in(other) for other in others] == [False, False]
        assert is_in(client)

    def test_those_of_somebody_else_are_not_touched(self, client):
        other = sign_in(OTHER)
        theirs = other.get(self.PATH).context["sessions"][0]
        for number in (theirs.pk, "x", "9" * 30, "-1"):
            assert client.post(self.PATH, {"session": number}).status_code == 302
        assert is_in(other)

    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (
                "Mozilla/5.0 (Linux; Android 8.1; TECNO) AppleWebKit Chrome/9 Safari/5",
                "Chrome, Android",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) AppleWebKit Safari/604", "Safari, iPhone"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
            ("Opera/9.80 (J2ME/MIDP; Opera Mini/9) Presto", "Opera Mini"),
        ],
    )
    def test_a_device_is_called_as_its_owner_calls_it(self, agent, name):
        assert device(agent) == name


class TestTheAdministrator:
    """What he changes of a person is unconfirmed again, in any spelling."""

    def change(self, person, **fields):
        client = desk(cast.user("administrator"))
        path = f"/redaction/newsroom/user/{person.pk}/change/"
        return client.post(path, form_data(client, path, **fields))

    def test_a_number_may_be_written_in_any_spelling(self, client, kadia):
        assert self.change(kadia, phone="00223 66 00 00 00").status_code == 302
        assert fresh(kadia).phone == OTHER
        assert fresh(kadia).phone_confirmed_at is None

    def test_what_he_leaves_as_it_is_stays_confirmed(self, client, kadia):
        self.change(kadia, name="Kadia T.")
        assert fresh(kadia).phone_confirmed_at is not None

    def test_what_is_no_number_is_refused(self, kadia):
        page = self.change(kadia, phone="demain")
        assert "phone" in page.context["adminform"].form.errors

    def test_the_address_that_he_took_away_opens_nothing(self, kadia):
        person = cast.reader(email=EMAIL)
        sign_in(EMAIL)
        assert self.change(person, email="autre@example.org").status_code == 302
        browser = Client()
        ask(browser, EMAIL)
        type_code(browser, code_sent_to(EMAIL))
        assert browser.session["_auth_user_id"] != str(person.pk)

    @pytest.mark.parametrize(
        "path", ["account/emailaddress/", "mfa/authenticator/", "usersessions/usersession/"]
    )
    def test_there_are_no_screens_to_change_proofs_by_hand(self, path):
        root = User.objects.create_superuser(email="root@example.org", password=cast.PASSWORD)
        assert desk(root).get(f"/redaction/{path}").status_code == 404


def test_what_was_done_is_said_in_words_and_nothing_else_is(client):
    assert list(client.get(NUMBER).context["messages"]) == []
    client.post(NUMBER, {"phone": OTHER})
    page = client.get(NUMBER_CODE)
    assert list(page.context["messages"]) == []
    assert page.context["site"].paper.title == "La Rive"
    client.post(NUMBER_CODE, {"code": code_sent_to(OTHER)})
    [said] = client.get(NUMBER).context["messages"]
    assert str(said) == str(SAID["account/messages/phone_verified.txt"])
