"""Composing again what is published when something behind it changes."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import (
    Ingredient,
    Publication,
    PublicationAuthor,
)
from tests import cast
from tests.articles.desk import HOUR, copy, visible

pytestmark = pytest.mark.django_db


def test_a_renamed_author_is_renamed_on_what_is_published_with_the_same_dates():
    awa = cast.author("Awa Diop")
    publication = publishing.publish(article=copy(bylines=[awa]), by=cast.cheick())
    awa.name = "Awa Diop Keïta"
    awa.save()
    assert publishing.refresh_for(awa) == 1
    now = visible().get()
    assert "Awa Diop Keïta" in now.page["signature"]
    assert (now.pk, now.published_at, now.updated_at) == (
        publication.pk,
        publication.published_at,
        None,
    )


def test_a_person_made_non_public_leaves_no_trace_on_what_is_published():
    awa = cast.author("Awa Diop", initials="A.D.", job_title="Grand reporter")
    article = copy(bylines=[{"author": awa, "signed_as": "Awa Diop"}])
    publishing.publish(article=article, by=cast.cheick())
    awa.is_public, awa.public_form = False, "Notre correspondante"
    awa.clean()
    awa.save()
    publishing.refresh_for(awa)
    now = visible().get()
    told = " ".join([now.body, now.signed, now.search_text, str(now.page), now.path])
    assert "Notre correspondante" in told
    for trace in ("Awa", "Diop", "A.D.", "Grand reporter", "awa-diop"):
        assert trace not in told
    assert not PublicationAuthor.objects.exists()


def test_what_ended_is_left_as_it_stood():
    awa, cheick = cast.author("Awa Diop"), cast.cheick()
    article = copy(bylines=[awa])
    publishing.publish(article=article, by=cheick)
    publishing.withdraw(article=article, by=cheick, notice="Retiré.")
    assert publishing.refresh_for(awa) == 0


def test_what_is_scheduled_is_refreshed_too():
    awa = cast.author("Awa Diop")
    publishing.schedule(article=copy(bylines=[awa]), by=cast.cheick(), at=timezone.now() + HOUR)
    awa.name = "Awa Diop Keïta"
    awa.save()
    publishing.refresh_for(awa)
    assert "Keïta" in Publication.objects.get().signed


def test_references_chosen_at_publication_stay():
    cheick, shelf = cast.cheick(), cast.rubric("Économie")
    earlier = copy(rubric=shelf)
    publishing.publish(article=earlier, by=cheick)
    publication = publishing.publish(article=copy(rubric=shelf), by=cheick)
    publishing.publish(article=copy(rubric=shelf), by=cheick)
    publishing.refresh(Publication.objects.filter(pk=publication.pk))
    assert visible().get(pk=publication.pk).page["related"] == [earlier.pk]


def test_every_ingredient_of_a_page_finds_it_again():
    place = cast.tag("Kayes", kind="place")
    awa = cast.author("Awa Diop")
    article = copy(bylines=[awa], tags=["Pêche"], kicker="Kayes", kicker_kind="place")
    publishing.publish(article=article, by=cast.cheick())
    for instance in (awa, place, cast.tag("Pêche"), article.rubric):
        assert publishing.refresh_for(instance) == 1
    assert Ingredient.objects.filter(kind="articles.tag", object_id=place.pk).exists()
