"""The accounts on the screen and as a file; the drawer of a clerk, closed by the clerk alone."""

import csv
import datetime
import io

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from subscriptions.billing import closing
from subscriptions.models import CashClosing
from tests import cast, readers
from tests.articles.admin_desk import desk
from tests.subscriptions import counter
from tests.subscriptions.counter import form_of

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 6, 23, 12, tzinfo=datetime.UTC)


def ledger(name="changelist", *args):
    return counter.address(name, *args, of="ledgerentry")


def closings(name="changelist", *args):
    return counter.address(name, *args, of="cashclosing")


@pytest.fixture
def office():
    return counter.clerk()


@pytest.fixture
def fanta(office):
    return office[0]


@pytest.fixture
def client(office):
    return office[1]


@pytest.fixture
def kadia():
    return cast.reader()


def numbers(response):
    return [entry.number for entry, _amount in response.context["rows"]]


def export(client, **asked):
    response = client.get(ledger("export"), asked)
    text = response.getvalue().decode("utf-8")
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    return [int(row[0]) for row in rows if row[0].isdigit()]


# --- The ledger ----------------------------------------------------------------------------------
def test_days_methods_and_clerks_narrow_the_list_and_its_file_alike(client, fanta, kadia):
    other = cast.fanta()
    with time_machine.travel(NOON):
        counter.paid(kadia, fanta)
        counter.paid(kadia, other, method="cheque", reference="7")
    with time_machine.travel(NOON + datetime.timedelta(days=1)):
        counter.paid(kadia, fanta)
    for asked, found in (
        ({}, [3, 2, 1]),
        ({"du": "2026-06-24"}, [3]),
        ({"au": "2026-06-23"}, [2, 1]),
        ({"du": "2026-06-23", "au": "2026-06-23", "moyen": "cheque"}, [2]),
        ({"agent": fanta.pk}, [3, 1]),
        ({"du": "demain", "moyen": "gold", "agent": "x"}, [3, 2, 1]),
    ):
        assert numbers(client.get(ledger(), asked)) == found, asked
        assert sorted(export(client, **asked), reverse=True) == found, asked


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "²", "\0"])
def test_a_day_that_is_none_is_no_error(client, day):
    assert client.get(ledger(), {"du": day, "au": day, "avant": day}).status_code == 200


def test_the_figures_are_of_today_and_of_this_month(client, fanta, kadia):
    first = timezone.localtime().replace(day=1, hour=12)
    with time_machine.travel(first - datetime.timedelta(days=3)):
        counter.paid(kadia, fanta)
    counter.paid(kadia, fanta)
    (_today, today), (_month, month) = client.get(ledger()).context["figures"]
    assert today["total"] == month["total"] == "2\u202f500\u00a0FCFA"


def test_a_page_costs_the_same_at_any_length_and_leads_to_the_next(client, fanta, kadia):
    counts = []
    for count in (2, 51):
        for _number in range(count):
            counter.paid(kadia, fanta)
        with readers.queries() as asked:
            page = client.get(ledger())
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert numbers(page) == list(range(53, 3, -1))
    assert numbers(client.get(f"{ledger()}?{page.context['next_query']}")) == [3, 2, 1]


def test_the_direction_reads_the_accounts_and_the_others_do_not(fanta, kadia):
    counter.paid(kadia, fanta)
    reading = desk(cast.user("publication_director"))
    for path in (ledger(), ledger("export"), counter.address("receipt", 1), closings()):
        assert reading.get(path).status_code == 200, path
        for role in ("moderator", "journalist", "editor_in_chief", "administrator"):
            assert desk(cast.user(role)).get(path).status_code == 403, path
    assert desk(kadia).get(ledger("export")).status_code == 302


# --- The drawer ----------------------------------------------------------------------------------
def test_a_clerk_counts_and_closes(client, fanta, kadia):
    counter.paid(kadia, fanta)
    response = client.post(closings("close"), form_of(client, closings("close"), counted=2500))
    row = CashClosing.objects.get()
    assert response.headers["Location"] == closings("closing", row.pk)
    assert client.get(response.url).status_code == 200
    assert (row.clerk, row.difference) == (fanta, 0)


def test_the_same_press_twice_is_one_closing(client, fanta, kadia):
    counter.paid(kadia, fanta)
    form = form_of(client, closings("close"), counted=2500)
    places = {client.post(closings("close"), form).headers["Location"] for _press in range(2)}
    assert len(places) == CashClosing.objects.count() == 1


def test_a_difference_is_shown_and_asks_for_a_note(client, fanta, kadia):
    counter.paid(kadia, fanta)
    path = closings("close")
    page = client.post(path, form_of(client, path, counted=2400))
    assert page.context["difference"] == "\u2212100\u00a0FCFA"
    assert page.context["form"]["counted"].value() == "2400"
    assert not CashClosing.objects.exists()
    client.post(path, form_of(client, path, counted=2400, note="Une pièce manque."))
    assert CashClosing.objects.get().note == "Une pièce manque."


def test_a_sale_meanwhile_is_shown_with_what_was_typed_and_closed_at_the_next_press(
    client, fanta, kadia
):
    counter.paid(kadia, fanta)
    form = form_of(client, closings("close"), counted=5000)
    counter.paid(kadia, fanta)
    page = client.post(closings("close"), form)
    assert page.context["form"].non_field_errors()
    again = {name: page.context["form"][name].value() or "" for name in ("counted", "note", "seen")}
    client.post(closings("close"), again)
    assert CashClosing.objects.get().expected == 5000


def test_a_clerk_without_the_accounts_sees_his_own_closings_only(fanta, kadia):
    clerk = cast.user("moderator")
    clerk.user_permissions.add(Permission.objects.get(codename="serve_readers"))
    for person in (fanta, clerk):
        counter.paid(kadia, person)
        sheet = closing.open_sheet(person)
        closing.close(clerk=person, counted=2500, seen=sheet.last_number)
    own, others = CashClosing.objects.get(clerk=clerk), CashClosing.objects.get(clerk=fanta)
    page = desk(clerk).get(closings())
    assert [row["closing"] for row in page.context["rows"]] == [own]
    assert desk(clerk).get(closings("closing", own.pk)).status_code == 200
    assert desk(clerk).get(closings("closing", others.pk)).status_code == 404


def test_the_direction_sees_the_closings_and_closes_none(fanta, kadia):
    counter.paid(kadia, fanta)
    client = desk(cast.user("publication_director"))
    assert client.get(closings()).context["sheet"] is None
    assert client.post(closings("close"), {"counted": 2500, "seen": 1}).status_code == 403
