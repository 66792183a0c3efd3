"""A text is in one pair of hands: on each database, however many moderators ask at once."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from subscriptions.models import Judgement, Wording
from subscriptions.moderation import claiming, judging, queues, reporting
from subscriptions.moderation.judging import JudgingError
from tests import cast
from tests.subscriptions.moderation import scene


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_the_oldest_comes_first_and_stays_with_who_has_it(self):
        ibrahim, salif = cast.ibrahim(), cast.user("moderator")
        now = timezone.now()
        new, old = (scene.sent(at=now - datetime.timedelta(hours=age)) for age in (1, 2))
        assert claiming.claim(by=ibrahim, queue="pending") == [old]
        assert claiming.claim(by=salif, queue="pending") == [new]
        assert claiming.claim(by=ibrahim, queue="pending") == [old]
        assert claiming.claim(by=cast.user("moderator"), queue="pending") == []

    def test_what_was_given_back_or_kept_too_long_is_free_again(self):
        ibrahim, salif = cast.ibrahim(), cast.user("moderator")
        wording = scene.sent()
        claiming.claim(by=ibrahim, queue="pending")
        claiming.release(wording=wording, by=salif)
        assert claiming.claim(by=salif, queue="pending") == []
        claiming.release(wording=wording, by=ibrahim)
        assert claiming.claim(by=salif, queue="pending") == [wording]
        Wording.objects.update(claimed_until=timezone.now())
        assert claiming.claim(by=ibrahim, queue="pending") == [wording]

    def test_who_passes_over_a_text_gets_the_next(self):
        ibrahim = cast.ibrahim()
        first, second = scene.sent(), scene.sent()
        assert claiming.claim(by=ibrahim, queue="pending", besides=[first.pk]) == [second]

    def test_each_queue_holds_what_it_says(self):
        ibrahim = cast.ibrahim()
        pending, reread, reported = scene.sent(), scene.shown(), scene.shown()
        Wording.objects.filter(pk=reread.pk).update(is_to_reread=True)
        scene.reported(reported, cast.reader())
        expected = {"pending": [pending], "reread": [reread], "reported": [reported], "appeals": []}
        for queue, wordings in expected.items():
            assert list(queues.wordings(queue, by=ibrahim)) == wordings
        assert {one.queue: one.count for one in queues.standings(by=ibrahim)} == {
            queue: len(wordings) for queue, wordings in expected.items()
        }

    def test_what_waits_for_more_than_four_hours_is_late(self):
        ibrahim = cast.ibrahim()
        wording = scene.sent(at=timezone.now() - datetime.timedelta(hours=3, minutes=59))
        assert not queues.standings(by=ibrahim)[0].is_late
        Wording.objects.filter(pk=wording.pk).update(
            submitted_at=timezone.now() - datetime.timedelta(hours=4, minutes=1)
        )
        assert queues.standings(by=ibrahim)[0].is_late

    def test_reports_of_who_often_reports_without_reason_come_last(self):
        wolf, ibrahim = cast.reader(), cast.ibrahim()
        for _ in range(reporting.TOO_MANY):
            scene.reported(scene.shown(), wolf, outcome="dismissed")
        assert not reporting.weighs(wolf)
        assert reporting.weighs(cast.reader())
        told_of, other = scene.shown(), scene.shown()
        scene.reported(told_of, wolf, weighs=reporting.weighs(wolf))
        scene.reported(other, cast.reader())
        assert list(queues.wordings("reported", by=ibrahim)) == [other, told_of]


def together(people, act):
    """Let each of `people` run `act(person)` at the same moment, over a connection of his own."""
    barrier = Barrier(len(people))

    def run(person):
        barrier.wait()
        try:
            return act(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_no_text_is_given_to_two_moderators(self):
        people = [cast.user("moderator") for _ in range(4)]
        article = cast.published().article
        for _ in range(24):
            scene.sent(article=article)

        def take_all(person):
            mine = []
            while held := claiming.claim(by=person, queue="pending", besides=mine):
                mine += [wording.pk for wording in held]
            return mine

        taken = [pk for mine in together(people, take_all) for pk in mine]
        assert len(taken) == len(set(taken)) == 24

    def test_of_two_judgements_at_once_one_counts(self):
        people = [cast.user("moderator") for _ in range(2)]
        wordings = [scene.sent() for _ in range(6)]

        def judge_all(person):
            done = 0
            for wording in Wording.objects.filter(pk__in=[one.pk for one in wordings]):
                try:
                    judging.reject(wording=wording, by=person, reason="insult")
                except JudgingError:
                    continue
                done += 1
            return done

        assert sum(together(people, judge_all)) == 6
        assert Judgement.objects.count() == 6
