"""Many readers at once: nothing lost, nothing doubled, and everybody keeps to his turns."""

import datetime
import itertools
import multiprocessing
import os
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import Count
from django.utils import timezone

from newsroom.models import User
from subscriptions.contributions import contributing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.models import Contribution, Discussion, Reader, Subscription, Wording
from subscriptions.moderation import judging
from tests import cast, talk
from tests.subscriptions.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

SYLLABLES = ["ba", "ke", "di", "lo", "mu", "na", "pe", "si", "to", "fa"]
PAUSE = 0.002
"""Seconds between two posts of a thread: each comes from another reader, who waits his turn too."""


def readership(count):
    """Return `count` subscribers with checked names, made in one go."""
    users = User.objects.bulk_create(
        User(email=f"lecteur-{number}@example.org", name=f"Lecteur {number}", password="!")
        for number in range(count)
    )
    ends_at = timezone.now() + datetime.timedelta(days=30)
    Subscription.objects.bulk_create(Subscription(user=user, ends_at=ends_at) for user in users)
    Reader.objects.bulk_create(
        Reader(
            user=user,
            pen_name=user.name,
            pen_name_key=f"lecteur{number}",
            pen_name_state=Reader.NameState.APPROVED,
        )
        for number, user in enumerate(users)
    )
    return users


def posts(users, articles):
    """Return one post of each reader to each article, some of them sent twice, some with a second.

    A post is (article, user, text, key); those that come twice have the same key, a second one for
    the same article has another and must be refused.
    """
    wanted = []
    for number, (article, user) in enumerate(itertools.product(articles, users)):
        text = f"Le {word(user.pk)} de {word(article.pk)}."
        post = (article, user, text, uuid.uuid4())
        wanted.append(post)
        if number % 10 == 1:
            wanted.append(post)
        if number % 25 == 0:
            wanted.append((article, user, "Encore un mot.", uuid.uuid4()))
    random.Random(2026).shuffle(wanted)
    return wanted


def word(number):
    """Return a word of its own for a number: texts that differ in figures may count as one."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number))


def post_all(wanted, threads):
    """Post everything from so many threads; return how many were refused. Anything else fails."""

    def run(part):
        refused = 0
        try:
            for article, user, text, key in part:
                try:
                    contributing.submit(article=article, user=user, text=text, key=key)
                except ContributingError:
                    refused += 1
                time.sleep(PAUSE)
        finally:
            connections.close_all()
        return refused

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(run, [wanted[start::threads] for start in range(threads)]))


def post_from_processes(wanted, threads):
    """Post everything from as many processes as there are processors, as servers do."""
    count = os.cpu_count() or 1
    connections.close_all()  # a child may not go on with what its parent has open
    with multiprocessing.get_context("fork").Pool(count) as pool:
        parts = [(wanted[start::count], threads // count) for start in range(count)]
        return sum(pool.starmap(post_all, parts))


def check(users, articles, post, threads):
    seconds = len(range(0, len(users) * len(articles), 25))
    refused = post(posts(users, articles), threads)
    assert refused == seconds
    assert Contribution.objects.count() == len(users) * len(articles)
    assert Wording.objects.count() == Contribution.objects.count()
    pairs = Contribution.objects.values("writer", "article").annotate(count=Count("pk"))
    assert not pairs.filter(count__gt=1).exists()
    assert Discussion.objects.count() == len(articles)


@pytest.mark.postgresql
def test_ten_thousand_contributions_of_200_subscribers():
    cast.paper()
    check(readership(200), [talk.article() for _number in range(50)], post_from_processes, 16)


@pytest.mark.sqlite
def test_500_contributions_on_one_file():
    cast.paper()
    check(readership(50), [talk.article() for _number in range(10)], post_all, 8)


def test_two_presses_at_once_use_one_turn():
    cast.paper()
    article, oumar = talk.article(), talk.subscriber()
    results = at_once(
        *(lambda: talk.write(article, oumar) for _press in range(4)), refusal=ContributingError
    )
    assert sum(isinstance(result, Contribution) for result in results) == 1
    assert Contribution.objects.count() == 1


def test_one_name_chosen_by_two_at_once_is_one_readers():
    cast.paper()
    article = talk.article()
    users = [cast.subscriber("Oumar Dicko"), cast.subscriber("Oumar Diallo")]
    results = at_once(
        *(lambda user=user: talk.write(article, user, pen_name="Oumar D.") for user in users),
        refusal=ContributingError,
    )
    assert sum(isinstance(result, Contribution) for result in results) == 1


def test_what_is_withdrawn_while_it_is_approved_is_shown_to_nobody():
    cast.paper()
    article, oumar, ibrahim = talk.article(), talk.subscriber(), cast.ibrahim()
    sent = talk.write(article, oumar)
    wording = sent.wordings.get()
    at_once(
        lambda: contributing.withdraw(contribution=sent, user=oumar),
        lambda: judging.approve(wording=wording, by=ibrahim),
        refusal=judging.JudgingError,
    )
    sent.refresh_from_db()
    assert (sent.state, sent.shown_html) == (Contribution.State.WITHDRAWN, "")
    assert Discussion.objects.get().shown_count == 0


def test_replies_approved_at_once_are_all_counted():
    cast.paper()
    article, ibrahim = talk.article(), cast.ibrahim()
    first = talk.said(article, talk.subscriber("Kadia Traoré"))
    names = ("Oumar Dicko", "Awa Sow", "Aly Ba", "Hawa Cissé")
    sent = [talk.write(article, talk.subscriber(name), name, parent=first) for name in names]
    at_once(
        lambda: contributing.withdraw(contribution=first, user=first.writer),
        *(lambda one=one: judging.approve(wording=one.wordings.get(), by=ibrahim) for one in sent),
    )
    first.refresh_from_db()
    assert Discussion.objects.get().shown_count == len(sent)
    assert first.is_listed
