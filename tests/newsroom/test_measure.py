"""The command that prints what pages cost."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests import cast, whole_paper

pytestmark = pytest.mark.django_db


def measured():
    out = StringIO()
    call_command("measure", stdout=out)
    return out.getvalue().splitlines()


def test_every_kind_of_page_has_its_line():
    whole_paper.print_it()
    lines = measured()
    assert lines[0].split() == ["page", "queries", "bytes", "gzip", "ms", "address"]
    kinds = {line.split()[0] for line in lines[1:]}
    assert {"front", "article", "rubric", "column", "author", "tag", "place", "month"} <= kinds
    article = next(line.split() for line in lines if line.startswith("article"))
    queries, size, compressed = (int(figure) for figure in article[1:4])
    assert 0 < queries <= 5
    assert compressed < size
    assert article[5].startswith("/20")


def test_an_empty_paper_is_measured_too():
    cast.paper()
    assert any(line.startswith("front") for line in measured())
