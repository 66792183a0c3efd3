"""`manage.py file_copy`: a text from a file or a pipe becomes a draft, and says what of it."""

import io
import json
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article
from newsroom.demo.source import RAW_COPY
from tests import cast
from tests.articles.test_filing_draft import DATED, TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_paper():
    cast.paper()
    return cast.rubric("Politique")


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "copie.txt"
    path.write_text(DATED, encoding="utf-8")
    return str(path)


def run(*arguments):
    out = io.StringIO()
    call_command("file_copy", *arguments, stdout=out)
    return out.getvalue()


def run_json(*arguments):
    return json.loads(run(*arguments, "--json"))


def test_it_prints_what_became_of_each_part_as_json():
    cast.author("Aminata Coulibaly", initials="A.C.")
    about = run_json(str(RAW_COPY))
    article = Article.objects.get()
    assert about["article"] == article.pk
    assert about["url"] == f"{settings.SITE_URL}/redaction/articles/article/{article.pk}/change/"
    assert about["kicker"] == "La batellerie et la Conférence des ports"
    assert about["headline"] == "Trois dossiers lourds à quai"
    assert about["paragraphs"] == 12
    assert about["runin_crossheads"] == ["DRAGAGE, TARIFS ET NUIT."]
    assert about["first_published_at"] == "2026-03-12T06:48:00"
    assert about["rubric"] == "politique"
    assert [line["place"] for line in about["bylines"]] == ["Niamey", "Niamey"]
    assert about["unresolved"] == ["B.T."]
    assert about["already_filed"] is False


def test_filed_twice_it_prints_the_same_number(copy):
    first, second = run_json(copy), run_json(copy)
    assert (first["article"], second["already_filed"]) == (second["article"], True)
    assert Article.objects.count() == 1


def test_a_person_can_read_the_summary(copy):
    printed = run(copy)
    article = Article.objects.get()
    assert str(article.pk) in printed.splitlines()[0]
    assert "Le marché rouvre ses portes" in printed
    assert "lundi 23 juin 2025 à 07:31" in printed
    assert "Awa Diop" in printed
    assert printed.splitlines()[-1].endswith(f"/{article.pk}/change/")


def test_it_files_in_the_name_of_an_account(copy):
    awa = cast.awa()
    about = run_json(copy, "--by", f" {awa.email.upper()} ")
    article = Article.objects.get()
    assert (article.created_by, article.source_copy.received_from) == (awa, awa)
    assert about["is_date_accepted"] is False
    assert run_json(copy, "--by", cast.cheick().email)["is_date_accepted"] is True


def test_it_files_into_a_rubric_of_ones_choice(copy):
    regions = cast.rubric("Régions")
    assert run_json(copy, "--rubric", "regions")["rubric"] == "regions"
    assert Article.objects.get().rubric == regions


def test_a_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("cp1252"))))
    run("-")
    assert Article.objects.get().source_copy.text == TEXT


@pytest.mark.parametrize(
    "arguments",
    [
        ["/nowhere/copie.txt"],
        ["/"],
        ["COPY", "--by", "personne@example.org"],
        ["COPY", "--rubric", "nulle-part"],
    ],
)
def test_a_mistake_is_said_and_nothing_is_made(copy, arguments):
    with pytest.raises(CommandError):
        run(*[copy if argument == "COPY" else argument for argument in arguments])
    assert not Article.objects.exists()


@pytest.mark.parametrize("data", [b"", b" \n", b"%PDF-1.7", bytes(range(256)) * 8])
def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path, data):
    path = tmp_path / "copie.pdf"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=r"copie\.pdf"):
        run(str(path))


def test_an_account_that_may_not_write_files_nothing(copy):
    with pytest.raises(CommandError):
        run(copy, "--by", cast.fanta().email)
    assert not Article.objects.exists()


def test_a_paper_without_rubrics_is_told_to_make_one(copy, the_paper):
    the_paper.delete()
    with pytest.raises(CommandError, match="rubri"):
        run(copy)
