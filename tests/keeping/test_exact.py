"""Whatever the newsroom does, in whatever order: every kept page equals a fresh drawing."""

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from articles import front, reading, refreshing
from articles.models import FrontPlacement
from tests.keeping import edits, machine, paper

SHORT = [
    (reading, "NEWEST", 3),
    (reading, "MOST", 3),
    (reading, "BESIDE", 2),
    (refreshing, "AT_ONCE", 2),
]


@pytest.fixture
def short_lists(monkeypatch):
    """Let a few texts be many, and lists end where the small paper has more."""
    for module, name, count in SHORT:
        monkeypatch.setattr(module, name, count)
    forget_queries()
    yield
    forget_queries()


def forget_queries():
    """Let queries be prepared anew: they hold how much they read."""
    for module in (reading, front):
        for found in vars(module).values():
            if hasattr(found, "cache_clear"):
                found.cache_clear()


@pytest.fixture
def newsroom(one_connection, short_lists, tmp_path):
    """Return the machine, with the paper that it starts from."""

    class Newsroom(machine.Newsroom):
        folder = tmp_path

    with time_machine.travel(paper.START, tick=False):
        Newsroom.staff, Newsroom.other_staff = paper.print_it()
    return Newsroom


def test_every_kept_page_equals_a_fresh_drawing(newsroom):
    checked = settings(
        max_examples=5,
        stateful_step_count=14,
        phases=[Phase.generate],  # a step is slow, and ten of them can be read as they are
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(newsroom, settings=checked)


# --- Each act once, and then all pages -----------------------------------------------------------
@pytest.fixture
def desk(newsroom):
    newsroom.is_thorough = True
    working = newsroom()
    yield working
    working.teardown()


@pytest.mark.same_anywhere
@pytest.mark.parametrize("model", edits.EDITS)
def test_after_each_plain_edit(desk, model):
    for fields in edits.EDITS[model]:
        desk.edit((model, fields), 0, 1)
    if model in edits.NEW:
        desk.add((model, edits.NEW[model]), 1)
    for place in range(2):
        desk.delete(model, place)


@pytest.mark.same_anywhere
def test_after_each_verb_of_publication(desk):
    desk.publish_archive_copy(2, {0, 1}, {0}, machine.OLD[1])
    for change in machine.CHANGED:
        desk.publish_changes(0, (change, {0, 1}), minor=False)
    desk.schedule_changes(1, ("rubric", {0}), 45)
    desk.withdraw(2, 70)
    desk.wait_for_what_is_scheduled(just_before=True)
    desk.cancel_schedule(2)
    desk.withdraw(0, None)
    desk.publish_changes(0, ("headline", set()), minor=True)
    for slot in FrontPlacement.Slot.values:
        desk.place(1, slot)
        desk.place(2, slot)
    desk.move(1, 1)
    desk.unplace(2)
    desk.edit_in_the_list(1, 4)
    desk.work_off()


@pytest.mark.same_anywhere
def test_after_each_verb_of_a_discussion(desk):
    for place in range(2):
        desk.say(place, 2, place)
        desk.judge(2 + place, is_right=True)
        desk.answer(place)
    for how in ("choose", "extract", "unchoose", "no extract", "extract", "choose"):
        desk.mark(0, how)
    desk.say_it_otherwise(0)
    desk.judge(6, is_right=True)
    desk.take_the_judgement_back(2)
    desk.judge_what_was_reported(1, is_right=True)
    desk.judge_an_appeal(3, is_right=True)
    desk.take_it_back(2)
    desk.refuse_a_name(0)
    desk.leave(0, keeps=True)
    desk.leave(0, keeps=False)


@pytest.mark.same_anywhere
def test_as_time_goes_by(desk):
    desk.schedule(0, {0}, {0}, 70)
    for months in range(3):
        desk.wait_for_midnight(months)
