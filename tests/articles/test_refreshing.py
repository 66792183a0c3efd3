"""Composing again what is published when something behind it changes."""

import pytest
import time_machine
from django.utils import timezone

from articles import freezing, publishing, refreshing
from articles.models import (
    Ingredient,
    Publication,
    PublicationAuthor,
    Refreshing,
)
from authors.models import Author
from newsroom.models import Change
from tests import cast
from tests.articles.desk import HOUR, copy, visible

pytestmark = pytest.mark.django_db


def test_a_renamed_author_is_renamed_on_what_is_published_with_the_same_dates():
    awa = cast.author("Awa Diop")
    publication = publishing.publish(article=copy(bylines=[awa]), by=cast.cheick())
    awa.name = "Awa Diop Keïta"
    awa.save()
    assert refreshing.refresh_for(awa) == 1
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
    refreshing.refresh_for(awa)
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
    assert refreshing.refresh_for(awa) == 0


def test_what_is_scheduled_is_refreshed_too():
    awa = cast.author("Awa Diop")
    publishing.schedule(article=copy(bylines=[awa]), by=cast.cheick(), at=timezone.now() + HOUR)
    awa.name = "Awa Diop Keïta"
    awa.save()
    refreshing.refresh_for(awa)
    assert "Keïta" in Publication.objects.get().signed


def test_references_chosen_at_publication_stay():
    cheick, shelf = cast.cheick(), cast.rubric("Économie")
    earlier = copy(rubric=shelf)
    publishing.publish(article=earlier, by=cheick)
    publication = publishing.publish(article=copy(rubric=shelf), by=cheick)
    publishing.publish(article=copy(rubric=shelf), by=cheick)
    refreshing.refresh(Publication.objects.filter(pk=publication.pk))
    assert visible().get(pk=publication.pk).page["related"] == [earlier.pk]


def test_every_ingredient_of_a_page_finds_it_again():
    place = cast.tag("Kayes", kind="place")
    awa = cast.author("Awa Diop")
    article = copy(bylines=[awa], tags=["Pêche"], kicker="Kayes", kicker_kind="place")
    publishing.publish(article=article, by=cast.cheick())
    for instance in (awa, place, cast.tag("Pêche"), article.rubric):
        assert refreshing.refresh_for(instance) == 1
    assert Ingredient.objects.filter(kind="articles.tag", object_id=place.pk).exists()


def test_of_many_texts_the_newest_are_composed_at_once_and_the_rest_after_the_act(monkeypatch):
    monkeypatch.setattr(refreshing, "AT_ONCE", 3)
    awa = cast.author("Awa Diop")
    texts = [cast.published(bylines=[awa]) for _text in range(8)]
    Author.objects.filter(pk=awa.pk).update(name="Awa Diop Sy")
    awa.refresh_from_db()
    assert refreshing.refresh_for(awa) == 3
    assert signed(texts) == [*["Par Awa Diop"] * 5, *["Par Awa Diop Sy"] * 3]
    assert refreshing.work_off() == 5
    assert signed(texts) == ["Par Awa Diop Sy"] * 8
    assert not Refreshing.objects.exists()
    assert refreshing.work_off() == 0


def test_whoever_dies_in_the_middle_leaves_the_rest_to_others(monkeypatch):
    monkeypatch.setattr(refreshing, "AT_ONCE", 2)
    awa = cast.author("Awa Diop")
    texts = [cast.published(bylines=[awa]) for _text in range(7)]
    Author.objects.filter(pk=awa.pk).update(name="Awa Diop Sy")
    refreshing.refresh_for(awa)
    with monkeypatch.context() as broken:
        broken.setattr(refreshing, "refreeze", dies_at(texts[2]))
        with pytest.raises(RuntimeError):
            refreshing.work_off()
    assert signed(texts)[:3] == ["Par Awa Diop"] * 3
    refreshing.work_off()
    assert signed(texts) == ["Par Awa Diop Sy"] * 7


def test_a_person_is_hidden_in_all_texts_before_the_act_ends(monkeypatch):
    monkeypatch.setattr(refreshing, "AT_ONCE", 2)
    awa = cast.author("Awa Diop")
    texts = [cast.published(bylines=[awa]) for _text in range(5)]
    Author.objects.filter(pk=awa.pk).update(is_public=False, public_form="A.D.")
    assert refreshing.refresh_for(awa, hide=True) == 5
    assert signed(texts) == ["Par A.D."] * 5
    gone = {key for change in Change.objects.all() for key in change.gone}
    assert {f"publication:{text.article_id}" for text in texts} <= gone
    told = {key for change in Change.objects.all() for key in change.keys}
    assert {f"path:{text.path}" for text in texts} <= told


def test_what_refers_to_a_scheduled_text_shows_it_once_it_has_appeared_and_no_longer_than_it():
    cheick, now = cast.cheick(), timezone.now()
    with time_machine.travel(now, tick=False):
        flood = copy(headline="La crue")
        ferry = cast.published(body=f'{cast.BODY}<aside data-article="{flood.pk}"></aside>')
        publishing.schedule(article=flood, by=cheick, at=now + HOUR)
        refreshing.work_off()
    assert "La crue" not in shown(ferry)
    with time_machine.travel(now + HOUR, tick=False):
        assert refreshing.work_off() == 1
        assert "La crue" in shown(ferry)
        publishing.withdraw(article=flood, by=cheick, notice="Retiré.", at=now + 2 * HOUR)
        assert refreshing.work_off() == 0
    with time_machine.travel(now + 2 * HOUR, tick=False):
        assert refreshing.work_off() == 1
    assert "La crue" not in shown(ferry)
    assert not Refreshing.objects.exists()


def shown(publication):
    return Publication.objects.get(pk=publication.pk).body


def signed(texts):
    return [Publication.objects.get(pk=text.pk).signed for text in texts]


def dies_at(text):
    """Return a `refreeze` that fails for one text, as a process that is killed would."""

    def refreeze(publication):
        if publication.pk == text.pk:
            raise RuntimeError
        return freezing.refreeze(publication)

    return refreeze
