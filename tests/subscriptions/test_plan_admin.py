"""Plans at the desk: whole francs, archived and never deleted."""

import pytest
from django.test import Client

from newsroom.models import JournalEntry
from subscriptions.models import Plan
from tests import cast
from tests.subscriptions import till

pytestmark = pytest.mark.django_db
LIST, NEW = "/redaction/subscriptions/plan/", "/redaction/subscriptions/plan/add/"


@pytest.fixture
def desk():
    cast.paper()
    client = Client()
    client.force_login(cast.fanta())
    return client


def save(desk, address=NEW, **fields):
    typed = {"name": "Un mois", "days": "30", "price": "2 500", "position": "1"}
    return desk.post(address, typed | {"is_offered": "on"} | fields)


def errors(answer):
    return answer.context["adminform"].form.errors


def test_a_price_is_typed_as_people_write_it(desk):
    assert save(desk, price="2\u202f500 FCFA").status_code == 302
    assert Plan.objects.get().price == 2500
    assert JournalEntry.objects.get().verb == "add"


@pytest.mark.parametrize("price", ["2500,50", "2500.5"])
def test_a_decimal_is_refused_and_what_was_typed_stays(desk, price):
    answer = save(desk, price=price)
    assert list(errors(answer)) == ["price"]
    assert price in answer.text
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"price": "0"}, {"price": "500", "is_trial": "on"}, {"days": "0"}]
)
def test_a_plan_costs_and_lasts_and_only_a_trial_is_free(desk, fields):
    assert errors(save(desk, **fields))
    assert not Plan.objects.exists()


def test_a_trial_is_free(desk):
    assert save(desk, price="0", is_trial="on").status_code == 302
    assert Plan.objects.get().is_trial


def test_nobody_deletes_a_plan_and_it_is_archived_from_the_list(desk):
    plan = till.plan()
    administrator = cast.user("administrator", is_superuser=True)
    for person in (desk, Client()):
        if person is not desk:
            person.force_login(administrator)
        assert person.get(f"{LIST}{plan.pk}/delete/").status_code == 403
    page = desk.get(LIST)
    assert "2\u202f500\u00a0FCFA" in page.text
    forms = page.context["cl"].formset.management_form.initial
    typed = {f"form-{name}": value for name, value in forms.items()}
    typed |= {"form-0-id": plan.pk, "form-0-position": "1", "_save": "1"}
    desk.post(LIST, typed)
    plan.refresh_from_db()
    assert not plan.is_offered
