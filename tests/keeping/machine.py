"""A newsroom at work, and a keeper of pages that has drawn everything before each act."""

import contextlib
import datetime
import itertools
from zlib import crc32

import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from articles import context_processors, front, publishing, snapshots
from articles.genres import Genre
from articles.models import (
    Article,
    Byline,
    FrontPlacement,
    Photo,
    Publication,
    RelatedLink,
    Rubric,
    Tag,
)
from authors.models import Author
from newsroom.calendar import midnight
from tests import cast
from tests.keeping import hands, paper
from tests.keeping.edits import Editing
from tests.keeping.paper import local
from tests.keeping.talking import Talking

MOST_ARTICLES = 7
LATER = st.sampled_from([1, 45, 70, 24 * 60, 3 * 24 * 60, 32 * 24 * 60])  # minutes
WHICH = st.integers(0, MOST_ARTICLES)
OLD = [(2026, 11, 27, 9), (2026, 10, 31, 23, 59), (2025, 12, 31, 23, 59), (2024, 2, 29, 0)]
SUBSETS = st.sets(st.integers(0, 2), max_size=2)
CHANGED = [
    "authors",
    "body",
    "genre",
    "headline",
    "kicker",
    "photo",
    "related",
    "reserved",
    "rubric",
]
CHANGES = st.tuples(st.sampled_from([*CHANGED, "short", "slug", "tags"]), SUBSETS)
_numbers = itertools.count(1)


class Newsroom(Editing, Talking, RuleBasedStateMachine):
    folder = staff = other_staff = None
    is_thorough = False

    def __init__(self):
        super().__init__()
        self.point = transaction.savepoint()
        self.time = time_machine.travel(paper.START, tick=False)
        self.clock = self.time.start()
        cache.clear()
        context_processors.forget_menu()
        self.store = f"pages-{next(_numbers)}.sqlite3"
        self.keeper = hands.keeper_in(self.folder, self.store)
        self.turn, self.not_there, self.is_away = 0, set(), False
        self.numbers = itertools.count(4)
        self.see_everything()

    def teardown(self):
        try:
            hands.bring_up_to_date(self.keeper)
            assert not (found := hands.differences(self.keeper)), "\n".join(found)
        finally:
            self.time.stop()
            transaction.savepoint_rollback(self.point)

    # --- What is held against what --------------------------------------------------------------
    def see_everything(self):
        """Ask for every address there is, as readers do; where there was nothing, in turns."""
        for path in paper.addresses():
            if path not in self.not_there or self.is_its_turn(path):
                kept = self.keeper.page(path).keys is not None
                (self.not_there.discard if kept else self.not_there.add)(path)

    def is_its_turn(self, path):
        return (crc32(path.encode()) + self.turn) % 3 == 0

    @contextlib.contextmanager
    def act(self):
        with hands.settled(), contextlib.suppress(publishing.PublishingError):
            yield
        self.bring_up_to_date()

    def bring_up_to_date(self):
        if not self.is_away:
            hands.bring_up_to_date(self.keeper)
            self.check()

    def check(self):
        """Hold a third of the pages against fresh ones, in turns; at the end it is all of them."""
        self.turn += 1
        paths = () if self.is_thorough else self.keeper.store.paths()
        others = {path for path in paths if not self.is_its_turn(path)}
        assert not (found := hands.differences(self.keeper, but=others)), "\n".join(found)
        self.see_everything()

    @precondition(lambda self: not self.is_away)
    @rule()
    def go_away(self):
        """Hear of nothing from now on."""
        self.is_away = True

    @precondition(lambda self: self.is_away)
    @rule(is_new=st.booleans())
    def come_back(self, is_new):
        """Hear of all that was done, as the same process or as one that has just started."""
        self.is_away = False
        if is_new:
            self.keeper = hands.keeper_in(self.folder, self.store)
        self.bring_up_to_date()

    # --- The desk -------------------------------------------------------------------------------
    def article(self, which):
        found = list(Article.objects.order_by("pk"))
        return found[which % len(found)]

    def pick(self, model, places):
        rows = list(model.objects.order_by("pk"))
        return [rows[place % len(rows)] for place in sorted(places)]

    def write(self, article, **changes):
        """Change the desk's copy and record it, as saving the form does."""
        authors, tags, related = (
            changes.pop(name, None) for name in ("authors", "tags", "related")
        )
        for name, value in changes.items():
            setattr(article, name, value)
        article.save()
        if authors is not None:
            article.bylines.all().delete()
            for place, who in enumerate(self.pick(Author, authors)):
                Byline.objects.create(article=article, author=who, position=place)
        if tags is not None:
            article.tags.set(self.pick(Tag, tags))
        if related is not None:
            article.related_links.all().delete()
            others = [other for other in self.pick(Article, related) if other != article]
            for place, target in enumerate(others):
                RelatedLink.objects.create(article=article, target=target, position=place)
        return snapshots.record(article=article, by=self.staff)

    def new_article(self, rubric, authors, tags, **fields):
        if Article.objects.count() >= MOST_ARTICLES:
            return self.article((authors and min(authors)) or 0)
        rubrics = Rubric.objects.order_by("pk")
        made = cast.article(
            rubric=rubrics[rubric % len(rubrics)], bylines=self.pick(Author, authors), **fields
        )
        made.tags.set(self.pick(Tag, tags))
        snapshots.record(article=made, by=self.staff)
        return made

    @rule(rubric=WHICH, authors=SUBSETS, tags=SUBSETS)
    def publish(self, rubric, authors, tags):
        with self.act():
            publishing.publish(article=self.new_article(rubric, authors, tags), by=self.staff)

    @rule(rubric=WHICH, authors=SUBSETS, tags=SUBSETS, dated=st.sampled_from(OLD))
    def publish_archive_copy(self, rubric, authors, tags, dated):
        with self.act():
            made, at = self.new_article(rubric, authors, tags), local(*dated)
            publishing.publish(article=made, by=self.staff, first_published_at=at)

    @rule(rubric=WHICH, authors=SUBSETS, tags=SUBSETS, later=LATER)
    def schedule(self, rubric, authors, tags, later):
        with self.act():
            made = self.new_article(rubric, authors, tags)
            publishing.schedule(
                article=made, by=self.staff, at=timezone.now() + hands.minutes(later)
            )

    def change(self, which, how):
        article = self.article(which)
        kind, places = how
        other = self.article(sum(places))
        number = article.revisions.count()
        changes = {
            "headline": {"headline": f"Autre titre {number}"},
            "short": {"short_headline": f"Court {number}"},
            "slug": {"slug": f"autre-adresse-{number}"},
            "rubric": {"rubric": self.pick(Rubric, [sum(places)])[0]},
            "authors": {"authors": places},
            "tags": {"tags": places},
            "related": {"related": places},
            "genre": {"genre": [Genre.SPONSORED, Genre.NEWS_BRIEF, Genre.OP_ED][sum(places) % 3]},
            "photo": {"lead_photo": Photo.objects.filter(is_withdrawn=False).first()},
            "kicker": {"kicker": "Mopti", "kicker_kind": "place"},
            "body": {"body": cast.BODY + f'<aside data-article="{other.pk}"></aside>'},
            "reserved": {"access": "subscribers", "free_blocks": 1},
        }[kind]
        self.write(article, **changes)
        return article

    @rule(which=WHICH, how=CHANGES, minor=st.booleans())
    def publish_changes(self, which, how, minor):
        with self.act():
            article = self.change(which, how)
            publishing.publish(article=article, by=self.staff, minor=minor)

    @rule(which=WHICH, how=CHANGES, later=LATER)
    def schedule_changes(self, which, how, later):
        with self.act():
            article = self.change(which, how)
            publishing.schedule(
                article=article, by=self.staff, at=timezone.now() + hands.minutes(later)
            )

    @rule(which=WHICH)
    def cancel_schedule(self, which):
        with self.act():
            publishing.cancel_schedule(article=self.article(which), by=self.staff)

    @rule(which=WHICH, later=st.one_of(st.none(), LATER))
    def withdraw(self, which, later):
        at = later and timezone.now() + hands.minutes(later)
        with self.act():
            publishing.withdraw(article=self.article(which), by=self.staff, notice="Retiré.", at=at)

    @rule(which=WHICH, slot=st.sampled_from(FrontPlacement.Slot.values))
    def place(self, which, slot):
        with self.act():
            front.place(article=self.article(which), slot=slot, by=self.staff)

    @rule(which=WHICH)
    def unplace(self, which):
        with self.act():
            front.unplace(article=self.article(which), by=self.staff)

    @rule(which=WHICH, step=st.sampled_from([-1, 1]))
    def move(self, which, step):
        with self.act():
            front.move(article=self.article(which), by=self.staff, step=step)

    # --- The clock ------------------------------------------------------------------------------
    def go_to(self, moment):
        self.clock.move_to(moment)
        if not self.is_away:
            self.check()  # nobody does anything, and no page outlives what was to come
        self.bring_up_to_date()

    @rule(minutes=st.sampled_from([1, 30, 69, 70, 24 * 60]))
    def wait(self, minutes):
        self.go_to(timezone.now() + hands.minutes(minutes))

    @precondition(lambda self: self.next_instant())
    @rule(just_before=st.booleans())
    def wait_for_what_is_scheduled(self, just_before):
        at = self.next_instant()
        if just_before:
            self.go_to(at - datetime.timedelta(microseconds=1))
        self.go_to(at)

    def next_instant(self):
        now = timezone.now()
        begins = Publication.objects.filter(live_from__gt=now).values_list("live_from", flat=True)
        ends = Publication.objects.filter(live_until__gt=now).values_list("live_until", flat=True)
        return min([*begins, *ends], default=None)

    @rule(months=st.integers(0, 2))
    def wait_for_midnight(self, months):
        """Of tonight, of the end of the month or of the year."""
        day = timezone.localdate() + paper.DAY
        if months == 1:
            day = datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if months == 2:
            day = datetime.date(day.year + 1, 1, 1)
        self.go_to(midnight(day))
