"""What the Nu HTML checker says about every kind of public page: nothing."""

import pytest
from django.test import Client

from newsroom import views
from tests import whole_paper

pytestmark = pytest.mark.django_db


def test_every_public_page_is_valid_html(html_checker, rf):
    addresses = whole_paper.print_it()
    pages = [(name, Client().get(path).content) for name, path in addresses.items()]
    pages.append(("500", views.server_error(rf.get("/")).content))
    assert html_checker(pages) == []
