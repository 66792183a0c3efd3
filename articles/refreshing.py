"""Composes publications again when something behind their text has changed.

A renamed author, a person made non-public, a withdrawn photo, a changed tag: same revision, same
dates, same references. The newest are composed at once; when there are many, the rest follows from
a row that says how far it has come, worked off by whoever lives.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import touching
from articles.freezing import refreeze
from articles.models import Ingredient, Publication, Refreshing
from newsroom.keeping import PATH, changed, noting

AT_ONCE = 50
"""Publications composed in one transaction: about a second."""
_BEYOND_ALL = 2**63 - 1


@noting()
def refresh(publications, *, hide=False):
    """Compose publications again, those that ended left out. Returns how many were composed.

    `hide`: what their pages showed until now must not be served again, whatever happens.
    """
    now = timezone.now()
    found = _not_ended(publications).select_related("revision").order_by("pk")
    touched, paths, composed = defaultdict(set), set(), 0
    for publication in found.iterator(chunk_size=AT_ONCE):
        before = touching.place_of(publication)
        if refreeze(publication):
            composed += 1
            at = publication.live_from if publication.live_from > now else None
            after = touching.place_of(publication)
            touched[at] |= touching.touched(publication.article_id, before, after, at=at)
            paths.add(f"{PATH}{publication.path}")
    for at, keys in touched.items():
        changed(keys, at=at, gone=keys if hide and at is None else ())
    if hide:  # caches in front let go also of pages that this machine has forgotten
        changed(paths)
    return composed


@noting()
def refresh_for(instance, *, hide=False):
    """Compose again whatever was made from `instance` (author, photo, tag, rubric, article).

    What has to be hidden is hidden before this returns, however long it takes.
    """
    kind, number = instance._meta.label_lower, instance.pk
    made = made_from(kind, [number])
    if hide:
        return refresh(made, hide=True)
    newest = list(_not_ended(made).order_by("-pk").values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(newest) > AT_ONCE:
        before = newest[AT_ONCE - 1]
        Refreshing.objects.create(kind=kind, object_id=number, before=before)
    return refresh(Publication.objects.filter(pk__in=newest[:AT_ONCE]))


def refresh_after_commit(instance):
    """Compose what was made from `instance` again in a transaction of its own, after this one.

    A row tells of it until then: when this process dies in between, whoever lives does it.
    """
    kind, number = instance._meta.label_lower, instance.pk
    if _not_ended(made_from(kind, [number])).exists():
        left = Refreshing.objects.create(kind=kind, object_id=number, before=_BEYOND_ALL)
        transaction.on_commit(lambda: _next_batch(pk=left.pk))


def refresh_at(instance, at):
    """Compose what is made from `instance` by then again at the instant `at` (aware), or after."""
    kind, number = instance._meta.label_lower, instance.pk
    Refreshing.objects.create(kind=kind, object_id=number, before=_BEYOND_ALL, due_at=at)


def made_from(kind, numbers):
    """Return the publications that anything of `kind` (a model's label) with `numbers` is in."""
    named = Ingredient.objects.filter(kind=kind, object_id__in=numbers).values("publication")
    return Publication.objects.filter(pk__in=named)


def work_off() -> int:
    """Compose what was left for later, newest first, a batch a transaction; return how many."""
    composed = 0
    # Asked first: with the embedded database a batch is a lock that writers wait for.
    while _due().exists() and (batch := _next_batch()) is not None:
        composed += batch
    return composed


@noting()
def _next_batch(**which):
    """Compose a batch and note how far it came; None when nothing is left, or others are at it."""
    waiting = _due().filter(**which).order_by("pk")
    waiting = waiting.select_for_update(skip_locked=True).first()
    if waiting is None:
        return None
    made = made_from(waiting.kind, [waiting.object_id]).filter(pk__lt=waiting.before)
    numbers = list(_not_ended(made).order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    if len(numbers) < AT_ONCE:
        waiting.delete()
    else:
        waiting.before = numbers[-1]
        waiting.save(update_fields=["before"])
    return refresh(Publication.objects.filter(pk__in=numbers))


def _due():
    return Refreshing.objects.filter(due_at__lte=timezone.now())


def _not_ended(publications):
    still = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
    return publications.filter(still)
