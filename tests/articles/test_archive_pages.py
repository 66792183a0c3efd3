"""Everything that appeared, by year, month and day."""

import datetime

import pytest

from tests import cast, readers

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 2, 10, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def paper(time_machine):
    time_machine.move_to(NOW, tick=False)
    return cast.paper()


@pytest.fixture
def texts():
    days = [datetime.datetime(2024, 12, 31, 23, 59, 59, tzinfo=datetime.UTC), NOW]
    return [cast.published(at=at) for at in days]


def test_a_day_holds_what_appeared_that_day(texts):
    page = readers.get("/2024/12/31/")
    assert texts[0].path in page.addresses
    assert texts[1].path not in page.addresses
    assert "Mardi 31\u00a0décembre\u00a02024" in page.text


def test_a_month_holds_its_days(texts):
    assert texts[0].path in readers.get("/2024/12/").addresses
    page = readers.get("/2025/01/")
    assert texts[0].path not in page.addresses
    assert "/2025/01/31/" in page.addresses


def test_a_year_leads_to_its_months_and_days(texts):
    page = readers.get("/2025/")
    assert {"/2024/", "/2025/", "/2026/", "/2025/01/", "/2025/12/31/"} <= set(page.addresses)
    page = readers.get("/2026/")
    assert "/2026/02/10/" in page.addresses
    assert "/2026/02/11/" not in page.addresses
    assert "/2026/03/" not in page.addresses


@pytest.mark.parametrize("path", ["/2023/", "/2027/", "/2024/11/", "/2026/02/11/", "/2025/02/29/"])
def test_what_has_no_time_in_this_paper_is_not_found(texts, path):
    readers.get(path, status=404)


@pytest.mark.parametrize("path", ["/2026/2/", "/26/", "/2026/02/1/", "/2026/2/10/"])
def test_a_period_has_one_address(texts, path):
    readers.get(path, status=404)


def test_the_archive_keeps_its_first_year_when_its_oldest_text_is_withdrawn(texts):
    cast.publishing.withdraw(article=texts[0].article, by=cast.publisher(), notice="Retiré.")
    assert "/2024/12/" in readers.get("/2024/").addresses
    assert texts[0].path not in readers.get("/2024/12/").addresses


def test_a_text_to_come_makes_no_archive(time_machine):
    article = cast.article()
    cast.snapshots.record(article=article, by=None)
    at = NOW + datetime.timedelta(days=400)
    cast.publishing.schedule(article=article, by=cast.publisher(), at=at)
    assert "/2026/02/10/" in readers.get("/2026/").addresses
    readers.get("/2027/", status=404)


def test_a_new_paper_has_an_archive_of_this_year():
    assert "/2026/02/10/" in readers.get("/2026/").addresses


def test_days_are_those_of_bamako_not_of_greenwich(settings):
    settings.TIME_ZONE = "Africa/Nairobi"  # three hours ahead, so that a slip shows
    late = cast.published(at=datetime.datetime(2025, 6, 1, 22, tzinfo=datetime.UTC))
    assert late.path.startswith("/2025/06/02/")
    assert late.path in readers.get("/2025/06/02/").addresses
    readers.get("/2025/06/01/", status=404)
