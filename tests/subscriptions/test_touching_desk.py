"""What the desk decides about plans, rules and discussions reaches the pages that show it alone."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import Newspaper
from subscriptions.admin.discussion import DiscussionForm
from subscriptions.models import Discussion, Plan, RubricDiscussion
from tests import cast, talk
from tests.articles.admin_desk import form_data
from tests.subscriptions.kept import Copies, draw_within_the_test, without_database

pytestmark = pytest.mark.django_db

OFFER, FRONT = "/abonnement/", "/"
SPACE = "/redaction/subscriptions/contributionspace/1/change/"
PLANS = "/redaction/subscriptions/plan/"


@pytest.fixture
def copies(tmp_path, monkeypatch):
    cast.paper()
    draw_within_the_test(monkeypatch)
    return Copies(tmp_path)


@pytest.fixture
def article(copies):
    talk.space()
    Plan.objects.create(name="Un mois", days=30, price=2500)
    found = talk.article()
    for path in (OFFER, FRONT, at(found)):
        copies.look(path)
    return found


@pytest.fixture
def desk():
    client = Client()
    client.force_login(cast.user("publication_director", is_superuser=True))
    return client


def at(article):
    return reverse("subscriptions:contributions", args=[article.pk])


def save(desk, path, **fields):
    response = desk.post(path, form_data(desk, path, **fields))
    assert response.status_code == 302, response.context["errors"]


def stale(copies, article):
    """Return those of the kept pages that would be drawn anew; each must equal what is drawn."""
    found = {path for path in (OFFER, FRONT, at(article)) if not copies.is_current(path)}
    for path in (OFFER, FRONT, at(article)):
        assert copies.look(path) == copies.fresh(path), path
    return found


def test_a_price_reaches_what_shows_prices_and_not_the_whole_paper(copies, article, desk):
    plan, before = Plan.objects.get(), Newspaper.current().version
    (change,) = copies.after(lambda: save(desk, f"{PLANS}{plan.pk}/change/", price="3 000"))
    assert change.keys == ["offer"]
    assert stale(copies, article) == {OFFER, at(article)}
    assert "3\u202f000" in copies.look(OFFER)
    assert Newspaper.current().version == before


def test_plans_changed_in_their_list_are_one_change(copies, article, desk):
    other = Plan.objects.create(name="Un an", days=365, price=25_000)
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "1"}
    for number, plan in enumerate([other, Plan.objects.get(name="Un mois")]):
        rows |= {f"form-{number}-id": plan.pk, f"form-{number}-position": number + 1}
    (change,) = copies.after(lambda: desk.post(PLANS, rows))
    assert change.keys == ["offer"]
    assert Plan.objects.filter(is_offered=True).count() == 0
    assert stale(copies, article) == {OFFER, at(article)}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rules", "<p>On discute des idées.</p>"),
        ("is_open_to_read", "on"),
        ("closes_after_days", "9"),
        ("closes_at_number", "1"),
    ],
)
def test_rules_that_readers_see_reach_the_contributions(copies, article, desk, field, value):
    (change,) = copies.after(lambda: save(desk, SPACE, **{field: value}))
    assert (change.keys, change.gone) == (["offer"], [])
    assert at(article) in stale(copies, article)


@pytest.mark.parametrize("field", ["alarm_hours", "grace_hours", "most_signs", "appeal_days"])
def test_rules_that_nobody_sees_there_change_no_page(copies, article, desk, field):
    assert copies.after(lambda: save(desk, SPACE, **{field: "7"})) == []
    assert stale(copies, article) == set()


def test_the_first_rules_ever_reach_the_contributions(copies, desk):
    found = talk.article()
    copies.look(at(found))
    add = "/redaction/subscriptions/contributionspace/add/"
    copies.after(lambda: save(desk, add, rules="<p>On discute des idées.</p>"))
    assert "On discute des idées." in copies.look(at(found))


def test_a_discussion_that_is_reserved_again_is_in_no_old_copy(copies, article, desk):
    talk.said(article, text="Le bac est passé.")
    copies.after(lambda: save(desk, SPACE, is_open_to_read="on"))
    assert "Le bac est passé." in copies.look(at(article))
    (change,) = copies.after(lambda: save(desk, SPACE, is_open_to_read=None))
    assert change.gone == ["discussions"]
    with without_database():
        assert copies.keeper.page(at(article)).status == 503
        assert copies.keeper.page(OFFER).status == 200


def test_a_rubric_that_is_closed_and_opened_again_reaches_its_contributions(copies, article, desk):
    rubric = article.publications.get().rubric
    add = "/redaction/subscriptions/rubricdiscussion/add/"
    copies.after(lambda: save(desk, add, rubric=rubric.pk, mode="closed"))
    assert at(article) in stale(copies, article)
    row = RubricDiscussion.objects.get()
    delete = f"/redaction/subscriptions/rubricdiscussion/{row.pk}/delete/"
    copies.after(lambda: desk.post(delete, {"post": "yes"}))
    assert at(article) in stale(copies, article)
    assert not RubricDiscussion.objects.exists()


def test_what_is_decided_about_one_discussion_reaches_it_alone(copies, article, desk):
    first = talk.said(article, text="Le bac est passé.")
    other = talk.article()
    copies.look(at(other))
    path = f"/redaction/subscriptions/discussion/{Discussion.objects.get().pk}/change/"
    changes = copies.after(lambda: save(desk, path, mode="closed", extract_number=str(first.pk)))
    assert [change.keys for change in changes] == [[f"discussion:{article.pk}"]]
    assert copies.is_current(at(other))
    assert "Le bac est passé." in copies.look(at(article)) == copies.fresh(at(article))


def test_what_is_shown_while_the_desk_decides_stays_counted(copies, article, desk, monkeypatch):
    talk.said(article)
    row = Discussion.objects.get()
    clean = DiscussionForm.clean

    def slow(form):
        if form.data:
            talk.said(article, talk.subscriber("Awa Sow"))
        return clean(form)

    monkeypatch.setattr(DiscussionForm, "clean", slow)
    save(desk, f"/redaction/subscriptions/discussion/{row.pk}/change/", mode="closed")
    row.refresh_from_db()
    assert (row.mode, row.shown_count) == ("closed", 2)


def test_the_offer_is_the_same_page_whatever_stands_behind_its_address(copies, article):
    before = copies.look(OFFER)
    assert Client().get(OFFER, {"retour": "/lire/3/"}).content.decode() == before
