"""The verbs under two connections at once: whoever comes second finds what the first left."""

import datetime
import itertools
import threading

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from articles import front, publishing, refreshing, snapshots
from articles.models import Article, FrontPlacement, Publication, Revision
from authors.models import Author
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def _later():
    return timezone.now() + datetime.timedelta(hours=1)


VERBS = {
    "publish": lambda article, by: publishing.publish(article=article, by=by),
    "schedule": lambda article, by: publishing.schedule(article=article, by=by, at=_later()),
    "cancel_schedule": lambda article, by: publishing.cancel_schedule(article=article, by=by),
    "withdraw": lambda article, by: publishing.withdraw(article=article, by=by, notice="Retiré."),
    "submit": lambda article, by: publishing.submit(article=article, by=by),
    "send_back": lambda article, by: publishing.send_back(article=article, by=by, note="À revoir."),
}


def at_once(*calls):
    """Run the calls in threads of their own, each on its own connection; return what they raised.

    Only a refusal that the verb itself words may come back: a locked database is a failure.
    """
    start, refusals, failures = threading.Barrier(len(calls)), [], []

    def run(call):
        start.wait()
        try:
            call()
        except publishing.PublishingError as refusal:
            refusals.append(refusal)
        except BaseException as failure:  # noqa: BLE001 - a thread must hand on what it died of
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    assert not failures
    return refusals


def copy():
    article = cast.article()
    snapshots.record(article=article, by=None)
    return article


def test_every_verb_of_the_desk_is_in_the_table():
    public = {
        name
        for name, value in vars(publishing).items()
        if callable(value) and not name.startswith("_") and value.__module__ == publishing.__name__
    }
    errors = {"PublishingError", "NotReady"}
    assert public - errors == VERBS.keys()


@pytest.mark.parametrize("first", VERBS)
@pytest.mark.parametrize("second", ["publish", "withdraw", "schedule"])
def test_two_verbs_at_once_leave_one_open_publication_and_no_overlap(first, second):
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    Article.objects.filter(pk=article.pk).update(headline="Un autre titre")
    snapshots.record(article=article, by=cheick)
    at_once(
        lambda: VERBS[first](article, cheick),
        lambda: VERBS[second](article, cheick),
    )
    rows = list(Publication.objects.filter(article=article).order_by("live_from", "pk"))
    assert sum(row.live_until is None for row in rows) <= 1
    for earlier, later in itertools.pairwise(rows):
        assert earlier.live_until is not None
        assert earlier.live_until <= later.live_from


def test_two_editors_who_press_at_once_publish_once():
    article, cheick, djeneba = copy(), cast.cheick(), cast.djeneba()
    refusals = at_once(
        lambda: publishing.publish(article=article, by=cheick),
        lambda: publishing.publish(article=article, by=djeneba),
    )
    assert len(refusals) == 1
    assert Publication.objects.count() == 1


def test_two_saves_at_once_have_two_numbers():
    article, cheick = copy(), cast.cheick()

    def save(headline):
        Article.objects.filter(pk=article.pk).update(headline=headline)
        snapshots.record(article=article, by=cheick)

    at_once(lambda: save("L’un"), lambda: save("L’autre"))
    numbers = list(Revision.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))


def test_two_editors_who_choose_the_lead_at_once_leave_one_lead():
    cast.paper()
    one, other, cheick = copy(), copy(), cast.cheick()
    at_once(
        lambda: front.place(article=one, slot="lead", by=cheick),
        lambda: front.place(article=other, slot="lead", by=cheick),
    )
    assert FrontPlacement.objects.filter(slot="lead").count() == 1
    assert FrontPlacement.objects.count() == 2


@pytest.mark.parametrize("verb", ["publish", "withdraw", "schedule", "cancel_schedule"])
def test_composing_again_beside_a_verb_undoes_nothing(verb):
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    Article.objects.filter(pk=article.pk).update(headline="Un autre titre")
    snapshots.record(article=article, by=cheick)
    if verb == "cancel_schedule":
        publishing.schedule(article=article, by=cheick, at=_later())
    at_once(
        lambda: VERBS[verb](article, cheick),
        lambda: refreshing.refresh(Publication.objects.filter(article=article)),
    )
    now = Publication.objects.visible()
    assert now.exists() is (verb != "withdraw")
    assert Publication.objects.filter(live_from__gt=timezone.now()).exists() is (verb == "schedule")


def test_a_person_hidden_while_a_text_is_published_is_not_named():
    awa, cheick = cast.author("Awa Secret"), cast.cheick()
    article = cast.article(bylines=[awa])
    snapshots.record(article=article, by=None)

    def hide():
        with transaction.atomic():
            Author.objects.filter(pk=awa.pk).update(is_public=False, public_form="A.S.")
            refreshing.refresh_for(awa)

    at_once(lambda: publishing.publish(article=article, by=cheick), hide)
    publication = Publication.objects.get()
    assert "Secret" not in publication.signed + str(publication.page)
