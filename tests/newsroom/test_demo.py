"""The demo newspaper: full, made by the verbs, kept by a second run, never on a public machine."""

import datetime
import io
import re
from collections import Counter
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image

from articles import refreshing
from articles.genres import Genre
from articles.models import Article, FrontPlacement, Photo, Publication, Rubric, State
from authors.models import Author
from newsroom import roles
from newsroom.demo import house, seeding, source
from newsroom.folding import fold
from newsroom.html import blocks
from newsroom.models import JournalEntry, Newspaper, User
from subscriptions.billing import vouchers
from subscriptions.models import Contribution, Discussion, Subscription

pytestmark = pytest.mark.django_db


def test_it_refuses_to_open_known_passwords_on_a_public_machine(settings):
    settings.SITE_URL = "https://journal.example"
    with pytest.raises(CommandError, match="localhost"):
        call_command("demo", stdout=io.StringIO())
    assert not User.objects.exists()


def test_seeding_needs_something_to_be_made_from():
    with pytest.raises(CommandError, match="demo"):
        call_command("seed", articles=3, stdout=io.StringIO())


def plain_picture(scene, seed):
    """Return a small picture at once: the drawing has tests of its own."""
    return Image.new("RGB", (400, 267), (seed * 9 % 255, 120, 60))


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Fill the demo newspaper once for all tests here, and take it back after them.

    Yields what the command printed. Pictures are plain, and their files go with the first test.
    """
    printed = io.StringIO()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(house, "draw", plain_picture)
        call_command("demo", stdout=printed)
        yield printed.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(filled, db):
    return filled


def states():
    found = Article.objects.with_state()
    return {state: found.in_state(state).count() for state in State}


def test_it_is_a_newspaper_in_every_state_of_work(demo):
    assert Publication.objects.visible().count() >= 40
    assert Rubric.objects.count() >= 8
    assert {"perspectives-saheliennes", "a-lheure-du-mali"} <= set(
        Rubric.objects.filter(kind="column").values_list("slug", flat=True)
    )
    assert Author.objects.count() >= 10
    found = states()
    assert found[State.DRAFT] >= 3
    assert found[State.RETURNED] == found[State.SCHEDULED] == found[State.WITHDRAWN] == 1
    assert Publication.objects.visible().filter(updated_at__isnull=False).exists()
    assert FrontPlacement.objects.filter(slot="lead").count() == 1
    assert Newspaper.current().edition_number(Newspaper.current().known_edition_on) == 4127


def test_its_readers_subscribe_write_and_wait_for_the_moderator(demo):
    assert Subscription.objects.filter(ends_at__gt=timezone.now()).count() >= 5
    assert Subscription.objects.filter(ends_at__lt=timezone.now()).count() == 1
    found = Counter(Contribution.objects.values_list("state", flat=True))
    assert found["approved"] >= 8
    assert found["pending"] >= 3
    assert found["rejected"] == 1
    assert Contribution.objects.filter(open_reports__gt=0).count() == 1
    assert Discussion.objects.filter(extract__isnull=False).exists()


def test_the_vouchers_that_it_prints_can_be_used(demo):
    code = re.search(r"^ +(\S+) +bon d’un mois", demo, re.MULTILINE)[1]
    reader = User.objects.get(email="lectrice@lefleuve.example")
    assert vouchers.redeem(user=reader, code=code).days == 30


def test_every_genre_and_every_kind_of_block_is_used(demo):
    published = set(Publication.objects.visible().values_list("genre", flat=True))
    assert published == set(Genre)
    used = {
        (block.tag, *block.attrs)
        for body in Article.objects.values_list("body", flat=True)
        for block in blocks(body)
    }
    for kind in (
        ("h2",),
        ("ul",),
        ("blockquote",),
        ("blockquote", "data-pull"),
        ("aside", "data-box"),
        ("aside", "data-article"),
        ("figure", "data-photo"),
        ("figure", "data-embed"),
        ("table",),
    ):
        assert kind in used
    assert Article.objects.filter(body__contains="data-runin").exists()


def test_its_photos_can_be_published_but_for_the_one_that_shows_the_checklist(demo):
    assert all(photo.renditions.exists() for photo in Photo.objects.all())
    nameless = [photo for photo in Photo.objects.all() if not photo.credit_line]
    assert len(nameless) == 1


def test_the_one_who_must_not_be_named_is_named_nowhere(demo):
    hidden = Author.objects.get(is_public=False)
    for publication in Publication.objects.all():
        told = f"{publication.body}{publication.page}{publication.signed}{publication.search_text}"
        assert hidden.name not in told
        assert hidden.name.split()[-1] not in publication.signed


def test_it_is_made_by_the_verbs_and_the_journal_says_so(demo):
    verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert verbs >= {"publish", "publish_changes", "schedule", "submit", "send_back", "withdraw"}


def test_it_prints_one_sign_in_for_each_role_and_each_works(demo, client):
    for code, role in roles.ROLES.items():
        user = User.objects.get(email=f"{code.replace('_', '-')}@{house.DOMAIN}")
        assert f"{user.email}" in demo
        assert role.group in demo
        assert client.login(username=user.email, password=house.PASSWORD)
    assert house.PASSWORD in demo


def test_a_second_run_keeps_what_people_did(demo):
    Article.objects.filter(pk=Article.objects.first().pk).update(headline="Mon titre")
    before = Article.objects.count()
    call_command("demo", stdout=io.StringIO())
    assert Article.objects.count() == before
    assert Article.objects.filter(headline="Mon titre").exists()


def test_seeded_articles_are_shaped_like_those_the_verbs_publish(demo):
    real = Publication.objects.visible().exclude(card_photo=None).first()
    call_command("seed", articles=120, stdout=io.StringIO())
    seeded = Publication.objects.order_by("-pk")[:120]
    assert Publication.objects.visible().count() >= 160
    for publication in seeded:
        assert publication.page.keys() == real.page.keys()
        assert publication.revision.data.keys() == real.revision.data.keys()
        assert publication.revision.data["fields"].keys() == real.revision.data["fields"].keys()
        assert publication.tag_links.exists()
        assert publication.ingredients.exists()
    assert {type(value) for value in (seeded[0].body, seeded[0].headline)} == {str}


def test_seeded_articles_lie_behind_each_other_two_hundred_a_day(demo):
    call_command("seed", articles=60, stdout=io.StringIO())
    call_command("seed", articles=60, stdout=io.StringIO())
    seeded = list(Publication.objects.order_by("pk"))[-120:]
    dates = [publication.published_at for publication in seeded]
    step = datetime.timedelta(days=1) / seeding.A_DAY
    gaps = [before - after for before, after in pairwise(dates)]
    assert set(gaps[:59] + gaps[60:]) == {step}
    assert abs(gaps[59] - step) < step / 2, "the second seeding goes on where the first one ended"
    assert all(dates[0] >= link.published_at for link in seeded[-1].tag_links.all())


def test_an_agency_signs_much_of_what_is_seeded(demo):
    agencies = Author.objects.filter(kind=Author.Kind.AGENCY)
    before = Publication.objects.filter(author_links__author__in=agencies).count()
    call_command("seed", articles=400, stdout=io.StringIO())
    signed = Publication.objects.filter(author_links__author__in=agencies).count() - before
    assert 0.1 < signed / 400 < 0.3


def test_the_desk_works_on_after_seeding_and_with_seeded_copy(demo):
    call_command("seed", articles=3, stdout=io.StringIO())
    editor = User.objects.get(email=f"editor-in-chief@{house.DOMAIN}")
    article = Article.objects.order_by("-pk").first()
    newest = Article.objects.create(rubric=article.rubric, headline="Après", created_by=editor)
    assert newest.pk == article.pk + 1
    assert article.revisions.get().number == 1
    assert article.status == Article.Status.READY
    assert article.search_key == fold(article.headline)
    before = publication_of(article)
    assert refreshing.refresh(article.publications.all()) == 1
    after = publication_of(article)
    for name in ("headline", "kicker", "path", "rubric_id", "section_id", "signed", "published_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.page.keys() == before.page.keys()


def publication_of(article):
    return article.publications.get()


def test_the_same_number_seeds_the_same_articles(demo):
    def headlines():
        seeding.seed(20, by=User.objects.first(), say=lambda count: None)
        return [found.heading for found in Publication.objects.order_by("-pk")[:20]]

    assert headlines() == headlines()


def test_every_copy_of_the_demo_says_what_it_is():
    for copy in source.copies():
        assert copy.about["rubric"]
        assert copy.body.strip(), copy.key
