"""The page behind every « S’abonner »: what it costs and whom to ask, never a dead end."""

import pytest

from subscriptions.models import Plan
from tests import cast, readers

pytestmark = pytest.mark.django_db


def test_plans_on_offer_are_shown_with_their_price():
    cast.paper()
    Plan.objects.create(name="Un an", days=365, price=25_000, position=2)
    Plan.objects.create(name="Un mois", days=30, price=2_500, position=1)
    Plan.objects.create(name="Ancienne", days=30, price=1, is_offered=False)
    text = readers.get("/abonnement/").text
    assert text.index("Un mois") < text.index("Un an")
    assert "2\u202f500\u00a0FCFA" in text
    assert "Ancienne" not in text


def test_the_office_says_how_to_reach_it():
    cast.paper(subscription_text="<p>Au guichet, de 8 h à 17 h.</p>")
    assert "Au guichet" in readers.get("/abonnement/").text


def test_a_paper_that_says_nothing_gives_its_own_address():
    cast.paper(address="12, rue des Pirogues", phone="+223 20 00 41 28", email="a@larive.example")
    page = readers.get("/abonnement/")
    assert "12, rue des Pirogues" in page.text
    assert "+223 20 00 41 28" in page.text
    assert "mailto:a@larive.example" in page.addresses


def test_a_paper_without_plans_and_words_still_has_the_page():
    cast.paper()
    assert readers.get("/abonnement/").headings_of(1)
