"""The register knows every model; the export tells everything in it; deletion leaves no trace."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import codes
from newsroom.models import JournalEntry, User
from subscriptions.models import (
    Appeal,
    Attempt,
    Contribution,
    Discussion,
    LedgerEntry,
    Notice,
    Subscription,
    Voucher,
    Wording,
)
from subscriptions.moderation import sanctioning
from subscriptions.personal_data import deleting, exporting
from subscriptions.personal_data.held import End
from subscriptions.personal_data.register import HELD, NOT_PERSONAL
from tests import cast
from tests.subscriptions.account import full_account

pytestmark = pytest.mark.django_db

REGISTERED = {held.model: held for held in HELD}
WITHOUT = [model for models in NOT_PERSONAL.values() for model in models]
INSTALLED = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
# What holds a word of hers once she has gone, and why it may.
BY_LAW = {("subscriptions.LedgerEntry", "payer"), ("subscriptions.LedgerEntry", "label")}


@pytest.fixture
def bintou():
    return full_account.open_one()


class TestTheRegister:
    def test_it_names_every_model_once(self):
        assert sorted([*REGISTERED, *WITHOUT]) == sorted({*REGISTERED, *WITHOUT})
        assert INSTALLED.keys() - REGISTERED.keys() - set(WITHOUT) == set()

    def test_it_names_no_model_that_is_not_there(self):
        missing = (REGISTERED.keys() | set(WITHOUT)) - INSTALLED.keys()
        assert {model for model in missing if not model.startswith("fake_operator.")} == set()

    @pytest.mark.parametrize("held", HELD, ids=lambda held: held.model)
    def test_it_says_of_every_field_whether_it_is_told(self, held):
        fields = {field.name for field in INSTALLED[held.model]._meta.concrete_fields}
        assert fields == held.told.keys() | held.kept_back.keys()
        assert not held.told.keys() & held.kept_back.keys()
        assert all(held.kept_back.values())

    def test_a_row_that_leads_to_a_user_is_about_him_or_of_the_staff(self):
        _of_staff, *others = NOT_PERSONAL
        for model in (model for why in others for model in NOT_PERSONAL[why]):
            fields = INSTALLED[model]._meta.concrete_fields if model in INSTALLED else ()
            assert [field.name for field in fields if field.related_model is User] == [], model


class TestTheExport:
    def read(self, user):
        with zipfile.ZipFile(io.BytesIO(exporting.archive(user))) as zipped:
            assert sorted(zipped.namelist()) == ["donnees.html", "donnees.json"]
            page = zipped.read("donnees.html").decode()
            return json.loads(zipped.read("donnees.json")), page

    def test_there_is_something_of_every_model(self, bintou):
        data, _page = self.read(bintou.user)
        assert [model for model in REGISTERED if not data[model]] == []

    def test_every_word_told_stands_in_both_files(self, bintou):
        data, page = self.read(bintou.user)
        text = json.dumps(data, ensure_ascii=False)
        for words in (
            *full_account.NAMING,
            full_account.SHOWN,
            full_account.REFUSED,
            full_account.PENDING,
            full_account.HER_REPLY,
            "Son recours",
            "Son signalement",
            "Un rappel",
            "Un message pour elle",
            "REF-BINTOU",
            "41270001",
            "Panne signalée par",
            "Note à Bintou Sacko",
        ):
            assert words in text
            assert words in page

    def test_no_secret_and_nobody_else_is_in_it(self, bintou):
        data, page = self.read(bintou.user)
        text = json.dumps(data, ensure_ascii=False) + page
        for words in (
            bintou.user.password,
            str(bintou.user.reader.mail_key),
            "739104",
            "graine-totp",
            "clef-du-courrier",
            "pay.example.org",
            bintou.staff.moderator.name,
            bintou.staff.moderator.email,
            bintou.staff.office.name,
            bintou.other.email,
            full_account.OF_OTHERS,
        ):
            assert words not in text

    def test_nothing_of_another_reader_is_in_it(self, bintou):
        data, page = self.read(bintou.other)
        text = json.dumps(data, ensure_ascii=False) + page
        assert full_account.EMAIL not in text
        assert full_account.REFUSED not in text
        assert full_account.OF_OTHERS in text

    def test_what_people_wrote_is_text_in_the_page(self):
        person = cast.reader(name="<script>alert(1)</script>")
        _data, page = self.read(person)
        assert "<script>" not in page

    def test_a_reader_of_whom_nothing_is_known_has_one_too(self):
        data, _page = self.read(cast.reader())
        assert len(data["newsroom.User"]) == 1


def traces():
    """Return (model, field, row) of every word of hers that a table still holds."""
    found = []
    for label, model in INSTALLED.items():
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in model._default_manager.all():
            for field in model._meta.concrete_fields:
                value = field.value_from_object(row)
                words = bytes(value).decode() if isinstance(value, memoryview) else str(value)
                if any(naming in words for naming in full_account.NAMING):
                    found.append((label, field.name, words))
    return found


@pytest.mark.parametrize("keeps", [True, False])
class TestDeletion:
    def delete(self, bintou, keeps):
        deleting.delete_account(user=bintou.user, keeps_contributions=keeps)

    def test_nothing_leads_to_her_any_more_but_the_accounts(self, bintou, keeps):
        assert len(traces()) > 10
        self.delete(bintou, keeps)
        assert {trace[:2] for trace in traces()} <= BY_LAW

    def test_every_model_keeps_its_promise(self, bintou, keeps):
        before = {held: list(held.rows(bintou.user).values_list("pk", flat=True)) for held in HELD}
        assert all(before.values())
        self.delete(bintou, keeps)
        for held, numbers in before.items():
            left = INSTALLED[held.model]._default_manager.filter(pk__in=numbers).count()
            promised = 0 if held.end == End.DELETED else len(numbers)
            # One judgement waited for an appeal, which nobody makes any more.
            withdrawn = 1 if held.model == "subscriptions.Appeal" else 0
            assert left == promised - withdrawn, held.model

    def test_the_accounts_keep_what_was_paid_and_by_whom(self, bintou, keeps):
        self.delete(bintou, keeps)
        entries = LedgerEntry.objects.order_by("number")
        assert [entry.number for entry in entries] == [1, 2]
        assert all(full_account.NAME in entry.payer for entry in entries)
        assert not entries.filter(user__isnull=False).exists()
        assert Attempt.objects.get().user is None
        assert Voucher.objects.get().redeemed_by is None

    def test_what_readers_never_saw_is_gone(self, bintou, keeps):
        self.delete(bintou, keeps)
        texts = list(Wording.objects.values_list("text", flat=True))
        assert full_account.REFUSED not in texts
        assert full_account.PENDING not in texts
        assert not Appeal.objects.exists()
        assert not Wording.objects.filter(state=Wording.State.PENDING).exists()

    def test_replies_of_others_stay(self, bintou, keeps):
        self.delete(bintou, keeps)
        reply = Contribution.objects.get(pk=bintou.of_others.pk)
        assert reply.state == Contribution.State.APPROVED
        assert reply.parent.is_listed
        assert reply.parent.pen_name not in full_account.NAMING

    def test_those_she_answered_are_told_without_her_name(self, bintou, keeps):
        notices = Notice.objects.filter(user=bintou.other, link=bintou.reply_link)
        notices.update(sent_at=timezone.now())
        assert full_account.PEN_NAME in notices.get().subject
        self.delete(bintou, keeps)
        assert full_account.PEN_NAME not in notices.get().subject + notices.get().text

    def test_her_reports_are_taken_off_the_count(self, bintou, keeps):
        self.delete(bintou, keeps)
        bintou.his.refresh_from_db()
        assert bintou.his.open_reports == 0

    def test_the_journal_keeps_what_was_done_and_by_whom_of_the_staff(self, bintou, keeps):
        self.delete(bintou, keeps)
        entry = JournalEntry.objects.get(verb="sanction")
        assert entry.actor == bintou.staff.moderator
        assert JournalEntry.objects.filter(verb="delete_account", actor=None).count() == 1

    def test_nobody_else_loses_anything(self, bintou, keeps):
        self.delete(bintou, keeps)
        assert User.objects.filter(pk=bintou.other.pk).exists()
        assert Subscription.objects.filter(user=bintou.other).exists()


def test_what_stays_is_read_under_no_name():
    bintou = full_account.open_one()
    deleting.delete_account(user=bintou.user, keeps_contributions=True)
    bintou.shown.refresh_from_db()
    assert bintou.shown.state == Contribution.State.APPROVED
    assert full_account.SHOWN in bintou.shown.shown_html
    assert bintou.shown.writer is None
    discussion = Discussion.objects.get()
    assert (discussion.shown_count, discussion.extract) == (4, bintou.shown)


def test_what_is_removed_leaves_no_word():
    bintou = full_account.open_one()
    deleting.delete_account(user=bintou.user, keeps_contributions=False)
    bintou.shown.refresh_from_db()
    assert (bintou.shown.state, bintou.shown.shown_html) == (Contribution.State.WITHDRAWN, "")
    texts = "".join(Wording.objects.values_list("text", flat=True))
    assert full_account.SHOWN not in texts
    assert full_account.HER_REPLY not in texts
    discussion = Discussion.objects.get()
    assert (discussion.shown_count, discussion.extract) == (2, None)


@pytest.mark.parametrize("person", [cast.awa, cast.fanta, cast.ibrahim])
def test_whoever_works_for_the_paper_asks_the_administrator(person):
    user = person()
    with pytest.raises(deleting.NotDeletable):
        deleting.delete_account(user=user, keeps_contributions=True)
    assert User.objects.filter(pk=user.pk).exists()


def test_whoever_once_decided_for_the_paper_stays_in_its_journal():
    bintou = full_account.open_one()
    former = bintou.staff.moderator
    former.is_staff = False
    former.save()
    former.groups.clear()
    with pytest.raises(deleting.NotDeletable):
        deleting.delete_account(user=former, keeps_contributions=True)
    assert JournalEntry.objects.get(verb="sanction").actor == former


def test_an_account_without_anything_is_deleted_too():
    user = cast.reader()
    deleting.delete_account(user=user, keeps_contributions=False)
    assert not User.objects.filter(pk=user.pk).exists()


def test_every_session_ends_with_the_account():
    user = cast.reader()
    telephone, computer = Client(), Client()
    telephone.force_login(user)
    computer.force_login(user)
    deleting.delete_account(user=user, keeps_contributions=True)
    response = telephone.get(reverse("subscriptions:account"))
    assert response.status_code == 302


def test_free_words_of_the_staff_about_somebody_leave_the_journal_with_him():
    kadia, ibrahim = cast.reader("Kadia Traoré", phone="+22376778899"), cast.ibrahim()
    codes.send(to=kadia.phone, code="123456")
    codes.read_out(to=kadia.phone, by=cast.fanta())
    sanctioning.suspend(user=kadia, kind="warning", by=ibrahim, reason="Kadia exagère.")
    User.objects.filter(pk=kadia.pk).update(phone="+22376778800")
    kadia.refresh_from_db()
    deleting.delete_account(user=kadia, keeps_contributions=True)
    told = [f"{entry.subject_label} {entry.detail}" for entry in JournalEntry.objects.all()]
    assert len(told) == 3
    assert not any("Kadia" in words or "7677" in words for words in told)
