"""« Bons » : the codes are in one answer and nowhere else, and the kiosk's figures add up."""

import csv
import io
import re

import pytest

from subscriptions.billing import voucher_codes, vouchers
from subscriptions.models import Grant, Voucher, VoucherBatch
from tests import cast
from tests.articles.admin_desk import desk
from tests.subscriptions import counter
from tests.subscriptions.counter import form_of

pytestmark = pytest.mark.django_db

CODE = re.compile(r"\b(?:[0-9A-Y]{4}-){3}[0-9A-Y]{4}\b")


def address(name, *args):
    return counter.address(name, *args, of="voucherbatch")


@pytest.fixture
def client():
    return counter.clerk()[1]


def order(client, **typed):
    fields = {"plan": counter.month().pk, "count": 20, "kiosk": "Kayes"} | typed
    return form_of(client, address("add"), **fields)


def batch(kiosk="Kayes", count=3, **fields):
    return vouchers.create_batch(
        plan=counter.month(), count=count, kiosk=kiosk, by=cast.fanta(), **fields
    )


def test_a_sheet_holds_each_code_once_and_is_kept_by_nobody(client):
    response = client.post(address("add"), order(client))
    assert "no-store" in response.headers["Cache-Control"]
    codes = CODE.findall(response.content.decode())
    assert len(codes) == len(set(codes)) == 20
    kept = set(Voucher.objects.values_list("code_hash", flat=True))
    assert {voucher_codes.digest(voucher_codes.read(code)) for code in codes} == kept
    assert [len(page) for page in response.context["pages"]] == [15, 5]
    made = VoucherBatch.objects.get()
    for path in (address("changelist"), address("batch", made.pk), address("cancel", made.pk)):
        assert not CODE.search(client.get(path).content.decode())


def test_a_file_for_the_printer_opens_in_a_french_spreadsheet(client):
    response = client.post(
        address("add"), order(client, output="file", kiosk="=Kayes", valid_until="2199-06-30")
    )
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    text = response.content.decode("utf-8")
    assert text[0] == "\ufeff"
    _heads, *rows = csv.reader(io.StringIO(text[1:]), delimiter=";")
    assert [int(row[0]) for row in rows] == list(range(1, 21))
    assert rows[0][2:] == ["2500", "Un mois", "'=Kayes", "30/06/2199"]
    assert voucher_codes.read(rows[0][1])


def test_the_same_press_twice_makes_one_batch_and_says_that_the_codes_are_gone(client):
    form = order(client)
    client.post(address("add"), form)
    again = client.post(address("add"), form)
    assert again.context["form"].non_field_errors()
    assert VoucherBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"count": 501}, "count"), ({"count": 0}, "count"), ({"kiosk": " "}, "kiosk")],
)
def test_what_makes_no_sense_is_said_beside_its_field(client, wrong, field):
    response = client.post(address("add"), order(client, **wrong))
    assert response.context["form"].errors.keys() == {field}
    assert not Voucher.objects.exists()


def test_a_batch_goes_on_sale_and_is_cancelled_with_a_reason(client):
    made = batch()[0]
    assert client.post(address("batch", made.pk)).status_code == 302
    made.refresh_from_db()
    assert made.activated_at
    assert client.post(address("cancel", made.pk), {"reason": " "}).context["form"].errors
    client.post(address("cancel", made.pk), {"reason": "Volés."})
    made.refresh_from_db()
    assert made.cancelled_at


def test_the_figures_of_a_kiosk_are_what_is_on_sale_and_what_was_used(client):
    fanta = cast.fanta()
    for count in (3, 5):
        made, codes = batch(count=count)
        vouchers.activate(batch=made, by=fanta)
        vouchers.redeem(user=cast.reader(), code=codes[0])
    lost, codes = batch(count=4)
    vouchers.activate(batch=lost, by=fanta)
    vouchers.redeem(user=cast.reader(), code=codes[0])
    vouchers.cancel(batch=lost, by=fanta, reason="Perdus.")
    batch("Le port")
    (row,) = client.get(address("changelist")).context["kiosks"]
    assert (row["kiosk"], row["sold"], row["used"]) == ("Kayes", 8, 3)
    assert row["sold_value"] == "20\u202f000\u00a0FCFA"
    assert row["used_value"] == "7\u202f500\u00a0FCFA"
    assert Grant.objects.count() == 3


@pytest.mark.parametrize(
    "role", ["moderator", "journalist", "editor_in_chief", "publication_director"]
)
def test_whoever_is_not_of_the_office_makes_and_sells_none(role):
    made = batch()[0]
    client = desk(cast.user(role))
    for path in (
        address("changelist"),
        address("add"),
        address("batch", made.pk),
        address("cancel", made.pk),
    ):
        assert client.get(path).status_code == 403
        form = {"plan": counter.month().pk, "count": 1, "kiosk": "Kayes", "reason": "Non."}
        assert client.post(path, form).status_code == 403
    made.refresh_from_db()
    assert (made.activated_at, made.cancelled_at) == (None, None)
    assert VoucherBatch.objects.count() == 1
