"""The command that prints what pages cost."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from subscriptions.models import Discussion
from tests import cast, talk, whole_paper

pytestmark = pytest.mark.django_db


def measured():
    out = StringIO()
    call_command("measure", stdout=out)
    return out.getvalue().splitlines()


def test_every_kind_of_page_has_its_line():
    whole_paper.print_it()
    lines = measured()
    assert lines[0].split() == ["page", "queries", "bytes", "gzip", "ms", "mean", "address"]
    kinds = {line.split()[0] for line in lines[1:]}
    assert {"front", "article", "rubric", "column", "author", "tag", "place", "month"} <= kinds
    article = next(line.split() for line in lines if line.startswith("article"))
    queries, size, compressed = (int(figure) for figure in article[1:4])
    assert 0 < queries <= 5
    assert compressed < size
    best, mean = (float(figure) for figure in article[4:6])
    assert 0 < best <= mean
    assert article[6].startswith("/20")


def test_a_subscribers_contributions_are_measured_where_there_are_any():
    publication = cast.published()
    Discussion.objects.create(article=publication.article, shown_count=1)
    assert not any(line.startswith("discussion") for line in measured())
    subscriber = talk.subscriber()
    line = next(line.split() for line in measured() if line.startswith("discussion"))
    assert line[6] == f"/contributions/{publication.article_id}/lire/"
    subscriber.refresh_from_db()
    assert subscriber.last_login is None
    assert not Session.objects.exists()


def test_an_empty_paper_is_measured_too():
    cast.paper()
    assert any(line.startswith("front") for line in measured())
