"""What stops publication, what is only doubted, and where to mend it."""

import datetime

import pytest
from django.utils import timezone

from articles import checklist
from articles.genres import Genre
from tests import cast
from tests.articles.desk import copy
from tests.articles.test_composition import photo

pytestmark = pytest.mark.django_db


def found(**fields):
    return {item.code: item for item in checklist.check(copy(**fields).revisions.get())}


def test_a_complete_text_has_nothing_that_stops_it():
    assert checklist.blocking(copy(tags=["Pêche"]).revisions.get()) == []


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"standfirst": ""}, "standfirst", "standfirst"),
        ({"body": ""}, "body", "body"),
        ({"body": "<p>\u00a0</p>"}, "body", "body"),
        ({"bylines": []}, "bylines", "bylines"),
        ({"bylines": [{"signed_as": "O.D."}]}, "unresolved", "bylines"),
    ],
)
def test_what_is_missing_stops_publication_and_leads_to_its_field(fields, code, field):
    item = found(**fields)[code]
    assert item.is_blocking
    assert item.field == field


@pytest.mark.parametrize("genre", [Genre.NEWS_BRIEF, Genre.LETTERS])
def test_a_brief_needs_no_standfirst(genre):
    assert "standfirst" not in found(genre=genre, standfirst="")


def test_an_editorial_may_go_unsigned():
    assert "bylines" not in found(genre=Genre.EDITORIAL, bylines=[])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"caption": ""}, "photo_caption"),
        ({"credit": ""}, "photo_credit"),
        ({"alt_text": " "}, "photo_alt"),
        ({"is_withdrawn": True}, "photo_withdrawn"),
    ],
)
def test_a_photo_without_its_words_stops_publication_wherever_it_stands(words, code):
    picture = photo(**words)
    assert found(lead_photo=picture)[code].field == "lead_photo"
    assert found(body=f'<p>A.</p><figure data-photo="{picture.pk}"></figure>')[code].field == "body"


def test_a_photo_whose_rights_ended_yesterday_stops_publication():
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert found(lead_photo=photo(rights_expire_on=yesterday))["photo_rights"].is_blocking
    assert "photo_rights" not in found(lead_photo=photo(rights_expire_on=timezone.localdate()))


def test_a_photo_without_files_for_readers_stops_publication():
    picture = photo()
    picture.renditions.all().delete()
    assert found(lead_photo=picture)["photo_files"].is_blocking


def test_a_photo_that_left_the_library_stops_publication():
    assert found(body='<p>A.</p><figure data-photo="999"></figure>')["photo_gone"].is_blocking


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "T" * 120}, "short_headline"),
        ({"standfirst": "Une phrase. " * 30}, "standfirst_long"),
        ({}, "tags"),
        ({"kicker": "Yélimané", "kicker_kind": "place"}, "kicker_place"),
        ({"body": '<p>A.</p><aside data-article="999"></aside>'}, "read_also"),
    ],
)
def test_what_is_only_doubtful_warns_and_stops_nothing(fields, code):
    assert not found(**fields)[code].is_blocking


def test_what_stops_comes_before_what_warns():
    items = checklist.check(copy(standfirst="", headline="T" * 120).revisions.get())
    assert [item.is_blocking for item in items] == sorted(
        (item.is_blocking for item in items), reverse=True
    )


@pytest.mark.parametrize("role", ["source", "agency_bureau"])
def test_an_agency_may_be_named_without_being_an_author(role):
    line = {"signed_as": "AFP", "role": role}
    assert "unresolved" not in found(bylines=[cast.author(), line])


def test_a_photo_of_unknown_origin_is_doubtful_but_stops_nothing():
    line = {"signed_as": "DR", "role": "photo"}
    assert not found(bylines=[cast.author(), line])["unresolved"].is_blocking


@pytest.mark.parametrize("role", ["source", "agency_bureau", "photo"])
def test_initials_that_nobody_has_stop_publication_in_every_role(role):
    line = {"signed_as": "O.D.", "role": role}
    assert found(bylines=[cast.author(), line])["unresolved"].is_blocking


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Ce que dit Moussa Barry"},
        {"standfirst": "Selon moussa  barry, la crue arrive. Le fleuve monte."},
        {"body": "<p>Propos de <em>Moussa</em> Barry.</p>"},
        {"editors_note": "<p>Merci à Moussa Barry.</p>"},
        {"slug": "l-histoire-de-moussa-barry"},
        {"bylines": [{"signed_as": "Moussa Barry", "role": "source"}]},
    ],
)
def test_a_name_that_must_not_be_public_stops_publication_wherever_it_is_written(fields):
    cast.author("Moussa Barry", is_public=False, public_form="Notre correspondant")
    assert found(**fields)["hidden_name"].is_blocking


def test_a_photo_that_tells_a_protected_name_stops_publication():
    cast.author("Moussa Barry", is_public=False, public_form="Notre correspondant")
    assert found(lead_photo=photo(credit="Moussa Barry/La Rive"))["hidden_name"].is_blocking


def test_a_longer_name_that_begins_alike_is_somebody_else():
    cast.author("Moussa Ba", is_public=False, public_form="Notre correspondant")
    assert "hidden_name" not in found(headline="Ce que dit Moussa Barry")


@pytest.mark.parametrize(("free_blocks", "is_doubtful"), [(0, False), (1, False), (2, True)])
def test_a_reserved_text_that_is_free_to_its_end_is_doubtful(free_blocks, is_doubtful):
    body = "<p>Un.</p><p>Deux.</p>"
    items = found(access="subscribers", free_blocks=free_blocks, body=body)
    assert ("reserved" in items) == is_doubtful
    assert "reserved" not in found(access="free", free_blocks=free_blocks, body=body)
