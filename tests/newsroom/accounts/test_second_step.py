"""Staff show a code of an application after the password, wherever the setting asks for it."""

import datetime
import html
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsroom.accounts import desk
from newsroom.models import JournalEntry
from tests import cast
from tests.articles.admin_desk import data_of
from tests.newsroom.accounts.roads import (
    EMAIL,
    LOGIN,
    PASSWORD,
    ask,
    code_sent_to,
    is_in,
    type_code,
)

pytestmark = pytest.mark.django_db

DOOR, DESK = "/redaction/login/", "/redaction/articles/article/"
ACTIVATE = "/compte/deux-etapes/activer/"
RECOVERY = "/compte/deux-etapes/secours/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.STAFF_TWO_FACTOR = True


@pytest.fixture
def awa():
    cast.paper()
    return cast.awa()


@pytest.fixture
def phone(awa):
    """The application on Awa's telephone: a function that gives the code it shows now."""
    totp.TOTP.activate(awa, SECRET)
    return now_shown


def now_shown(secret=SECRET):
    counter = int(timezone.now().timestamp()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def wrong(code):
    return "000000" if code != "000000" else "111111"


def password(client, person, **more):
    return client.post(DOOR, {"username": person.email, "password": cast.PASSWORD, **more})


def code(client, typed, **more):
    return client.post(DOOR, {"code": typed, **more})


class TestWithASecondStep:
    def test_the_password_alone_opens_nothing(self, awa, phone):
        client = Client()
        page = password(client, awa, next=DESK)
        assert page.status_code == 200
        assert "code" in page.context["form"].fields
        assert not is_in(client)
        assert client.get(DESK).status_code == 302

    def test_the_code_of_the_application_leads_where_he_was_going(self, awa, phone):
        client = Client()
        password(client, awa, next=DESK)
        assert code(client, phone(), next=DESK).url == DESK
        assert client.get(DESK).status_code == 200

    def test_a_wrong_code_opens_nothing_and_neither_does_the_right_one_after_many(self, awa, phone):
        client = Client()
        password(client, awa)
        for _again in range(5):
            assert code(client, wrong(phone())).context["form"].errors
        assert code(client, phone()).context["form"].errors
        assert not is_in(client)

    def test_a_code_counts_once(self, awa, phone):
        with time_machine.travel(timezone.now(), tick=False):
            shown = phone()
            first, second = Client(), Client()
            for client in (first, second):
                password(client, awa)
            code(first, shown)
            assert code(second, shown).context["form"].errors
        assert not is_in(second)

    def test_a_recovery_code_does_as_well_once(self, awa, phone):
        recovery = RecoveryCodes.activate(awa).generate_codes()[0]
        first, second = Client(), Client()
        for client in (first, second):
            password(client, awa)
            code(client, recovery)
        assert is_in(first)
        assert not is_in(second)

    def test_a_page_opened_meanwhile_shows_the_step_that_is_left(self, awa, phone):
        client = Client()
        password(client, awa)
        assert "code" in client.get(DOOR).context["form"].fields

    def test_he_can_begin_again_with_another_account(self, awa, phone):
        client = Client()
        password(client, awa)
        page = client.post(DOOR, {"again": "yes"})
        assert "password" in page.context["form"].fields
        assert "password" in client.get(DOOR).context["form"].fields

    def test_a_session_that_never_showed_a_code_is_asked_for_it(self, awa, phone):
        client = Client()
        client.force_login(awa)
        assert client.get(DESK).url == f"{DOOR}?next={DESK}"
        page = client.get(f"{DOOR}?next={DESK}")
        assert "code" in page.context["form"].fields
        assert code(client, phone(), next=DESK).url == DESK
        assert client.get(DESK).status_code == 200

    @pytest.mark.parametrize("road", ["password", "code"])
    def test_the_readers_entrance_asks_for_it_too(self, awa, phone, road):
        client = Client()
        if road == "password":
            answer = client.post(PASSWORD, {"username": awa.email, "password": cast.PASSWORD})
        else:
            ask(client, awa.email)
            answer = type_code(client, code_sent_to(awa.email))
        assert answer.url == "/compte/deux-etapes/code/"
        assert client.get(answer.url).status_code == 200
        assert not is_in(client)
        client.post(answer.url, {"code": phone()})
        assert is_in(client)
        assert client.get(DESK).status_code == 200


class TestWithoutOne:
    def test_he_is_led_to_set_it_up_and_gets_in_with_the_code_he_has_just_typed(self, awa):
        client = Client()
        answer = password(client, awa, next=DESK)
        assert answer.url.startswith(f"{ACTIVATE}?next=")
        assert client.get(DESK).status_code == 302
        page = client.get(answer.url)
        assert page.status_code == 200
        assert "data:image/svg+xml" in page.content.decode()
        shown = now_shown(page.context["form"].secret)
        answer = client.post(answer.url, {"code": shown})
        assert answer.url.startswith(f"{RECOVERY}?next=")
        page = client.get(answer.url)
        assert len(page.context["unused_codes"]) == 10
        assert f'href="{DESK}"' in page.content.decode()
        assert client.get(DESK).status_code == 200

    def test_the_recovery_codes_are_shown_once(self, awa):
        client = Client()
        password(client, awa)
        secret = client.get(ACTIVATE).context["form"].secret
        client.post(ACTIVATE, {"code": now_shown(secret)})
        shown = client.get(RECOVERY).context["unused_codes"]
        assert shown[0] not in client.get(RECOVERY).content.decode()

    def test_a_wrong_code_sets_nothing_up(self, awa):
        client = Client()
        password(client, awa)
        secret = client.get(ACTIVATE).context["form"].secret
        page = client.post(ACTIVATE, {"code": wrong(now_shown(secret))})
        assert page.context["form"].errors
        assert page.context["form"].secret == secret
        assert not Authenticator.objects.exists()

    def test_with_the_setting_off_the_password_is_enough(self, awa, settings):
        settings.STAFF_TWO_FACTOR = False
        client = Client()
        assert password(client, awa, next=DESK).url == DESK
        assert client.get(DESK).status_code == 200

    def test_readers_are_asked_for_none(self):
        reader = cast.reader(email=EMAIL)
        client = Client()
        client.post(PASSWORD, {"username": reader.email, "password": cast.PASSWORD})
        assert is_in(client)
        assert client.get("/compte/sessions/").status_code == 200


class TestWhatWasTyped:
    """Nothing typed is lost, through the second step as well."""

    TEXT = "Le « bac » de Konna & ses <passagers>"

    def sent_without_session(self, client):
        page = client.get(f"{DESK}add/")
        fields = data_of(page) | {"headline": self.TEXT, "rubric": cast.rubric().pk}
        del client.cookies["sessionid"]
        return client.post(f"{DESK}add/", fields)

    def carried(self, page):
        found = re.search(r'name="_typed" value="([^"]*)"', page.content.decode())
        return html.unescape(found[1])

    def test_it_comes_back_after_password_and_code(self, awa, phone):
        client = Client()
        with time_machine.travel(timezone.now()) as clock:
            password(client, awa)
            code(client, phone())
            clock.shift(datetime.timedelta(minutes=2))  # a code counts once
            asked = self.sent_without_session(client)
            assert asked.status_code == 403
            way = {"next": asked.context["next"], "_typed": self.carried(asked)}
            step = password(client, awa, **way)
            assert self.carried(step) == way["_typed"]
            missed = code(client, wrong(phone()), **way)
            assert self.carried(missed) == way["_typed"]
            page = code(client, phone(), **way)
        assert html.escape(self.TEXT) in page.content.decode()
        form = client.post(page.context["path"], {"_typed": self.carried(page)})
        assert form.context["adminform"].form["headline"].value() == self.TEXT
        assert Article.objects.count() == 0

    def test_it_waits_while_the_second_step_is_set_up_in_another_window(self, awa, settings):
        settings.STAFF_TWO_FACTOR = False
        client = Client()
        password(client, awa)
        page = client.get(f"{DESK}add/")
        fields = data_of(page) | {"headline": self.TEXT, "rubric": cast.rubric().pk}
        settings.STAFF_TWO_FACTOR = True
        asked = client.post(f"{DESK}add/", fields)
        assert asked.status_code == 403
        assert ACTIVATE in asked.content.decode()
        secret = client.get(ACTIVATE).context["form"].secret
        client.post(ACTIVATE, {"code": now_shown(secret)})
        way = {"next": asked.context["next"], "_typed": self.carried(asked)}
        page = client.post(DOOR, way)
        assert html.escape(self.TEXT) in page.content.decode()
        assert Article.objects.count() == 0


class TestALostTelephone:
    def test_an_administrator_takes_the_second_step_away_and_the_sessions_end(self, awa, phone):
        RecoveryCodes.activate(awa)
        client, at_hers = Client(), Client()
        password(at_hers, awa)
        code(at_hers, phone())
        administrator = cast.user("administrator")
        totp.TOTP.activate(administrator, SECRET)
        password(client, administrator)
        code(client, phone())
        change = f"/redaction/newsroom/user/{awa.pk}/change/"
        take = f"/redaction/newsroom/user/{awa.pk}/sans-deuxieme-etape/"
        assert take in client.get(change).content.decode()
        assert client.get(take).status_code == 200
        assert Authenticator.objects.filter(user=awa).count() == 2
        assert client.post(take).url == change
        assert not Authenticator.objects.filter(user=awa).exists()
        entry = JournalEntry.objects.get(verb="take_away_factor")
        assert (entry.actor, entry.subject_id) == (administrator, awa.pk)
        assert not is_in(at_hers)
        assert take not in client.get(change).content.decode()

    @pytest.mark.parametrize("who", ["djeneba", "fanta", "boubacar"])
    def test_nobody_else_does(self, awa, phone, who, settings):
        settings.STAFF_TWO_FACTOR = False
        client = Client()
        client.force_login(getattr(cast, who)())
        answer = client.post(f"/redaction/newsroom/user/{awa.pk}/sans-deuxieme-etape/")
        assert answer.status_code == 403
        assert Authenticator.objects.filter(user=awa).exists()

    def test_an_administrator_does_not_lay_open_a_superuser(self):
        root = cast.user("administrator", is_superuser=True)
        with pytest.raises(PermissionDenied):
            desk.take_away_second_step(user=root, by=cast.user("administrator"))


class TestOwnChoice:
    """Whoever has it can see to it himself, once he has shown that it is he."""

    @pytest.fixture
    def client(self, awa, phone):
        client = Client()
        password(client, awa)
        code(client, phone())
        return client

    def test_it_is_switched_off_and_on_again_to_change_telephones(self, client, awa):
        assert client.get("/compte/deux-etapes/").status_code == 200
        assert client.get("/compte/deux-etapes/desactiver/").status_code == 200
        client.post("/compte/deux-etapes/desactiver/")
        assert not Authenticator.objects.filter(user=awa).exists()
        assert client.get(ACTIVATE).status_code == 200

    def test_new_recovery_codes_make_the_old_ones_worthless(self, client, awa):
        old = RecoveryCodes.activate(awa).generate_codes()
        assert client.get(f"{RECOVERY}nouveaux/").status_code == 200
        client.post(f"{RECOVERY}nouveaux/")
        assert set(client.get(RECOVERY).context["unused_codes"]).isdisjoint(old)

    def test_after_some_minutes_the_password_is_asked_for_again(self, client, awa):
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10)):
            answer = client.get("/compte/deux-etapes/desactiver/")
            assert answer.url.startswith("/compte/verification/?next=")
            page = client.get(answer.url)
            assert page.status_code == 200
            assert client.post(answer.url, {"password": "faux"}).context["form"].errors
            again = client.post(answer.url, {"password": cast.PASSWORD})
            assert again.url == "/compte/deux-etapes/desactiver/"
            assert client.get(again.url).status_code == 200


def test_the_desk_is_no_place_for_readers():
    reader = cast.reader(email=EMAIL)
    client = Client()
    page = password(client, reader)
    assert page.context["form"].errors
    assert not is_in(client)
    client.post(PASSWORD, {"username": EMAIL, "password": cast.PASSWORD})
    assert client.get(DESK).url == f"{DOOR}?next={DESK}"
    page = client.get(f"{DOOR}?next={DESK}")
    assert page.status_code == 200
    assert reader.name in page.content.decode()
    assert "password" in page.context["form"].fields


def test_the_door_refuses_the_right_password_after_many_bad_ones(awa, settings):
    settings.STAFF_TWO_FACTOR = False
    client = Client()
    for _again in range(5):
        client.post(DOOR, {"username": awa.email, "password": "faux"})
    assert password(client, awa).context["form"].non_field_errors()
    assert not is_in(client)


def test_staff_sign_in_again_after_twelve_idle_hours(awa, settings):
    settings.STAFF_TWO_FACTOR = False
    client = Client()
    begin = timezone.now()
    with time_machine.travel(begin) as clock:
        password(client, awa)
        for hours in (10, 20, 30):
            clock.move_to(begin + datetime.timedelta(hours=hours))
            assert client.get(DESK).status_code == 200
        clock.move_to(begin + datetime.timedelta(hours=43))
        assert client.get(DESK).status_code == 302


def test_who_leaves_the_desk_takes_the_cookie_of_readers_with_him(awa, settings):
    settings.STAFF_TWO_FACTOR = False
    client = Client()
    assert password(client, awa).cookies["lecteur"].value == "1"
    assert client.post("/redaction/logout/").cookies["lecteur"].value == ""


def test_a_forgotten_password_leads_to_the_road_by_code(awa, settings):
    settings.STAFF_TWO_FACTOR = False
    assert f"{LOGIN}?next=" in Client().get(DOOR).content.decode()
    client = Client()
    ask(client, awa.email)
    type_code(client, code_sent_to(awa.email))
    assert client.get(DESK).status_code == 200
