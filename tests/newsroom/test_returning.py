"""The way back leads to a page of this site, whoever wrote the address."""

import pytest
from django.test import RequestFactory

from newsroom.returning import way_back


@pytest.mark.parametrize("path", ["/", "/contributions/12/ecrire/", "/a/?b=c#d"])
def test_a_path_of_the_site_is_kept(path):
    assert way_back(RequestFactory().get("/abonnement/", {"retour": path})) == path
    assert way_back(RequestFactory().post("/abonnement/", {"retour": path})) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "contributions/12/",
        "//example.org/",
        "///example.org/",
        "/\\example.org/",
        "https://example.org/",
        "javascript:alert(1)",
        "/a\nb",
        "/" + "a" * 400,
    ],
)
def test_another_site_or_no_path_leads_nowhere(path):
    assert way_back(RequestFactory().get("/abonnement/", {"retour": path})) == ""
