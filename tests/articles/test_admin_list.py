"""The list of texts: found, narrowed, acted on; it costs the same at any size."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.standing import moment
from articles.models import Article, Publication, Revision, SourceCopy, State
from tests import cast
from tests.articles.admin_desk import LIST, address, desk, said
from tests.articles.desk import HOUR, change, copy

pytestmark = pytest.mark.django_db


def found(client, **query):
    return [row.headline for row in client.get(LIST, query).context["cl"].result_list]


def row(client, article):
    """Return the row of `article` as text."""
    page = client.get(LIST).content.decode()
    start = page.index(f'name="_selected_action" value="{article.pk}"')
    return page[start : page.index("</tr>", start)]


def queries(client, path, **query):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path, query).status_code == 200
    return [entry["sql"] for entry in captured.captured_queries]


# --- What it costs -------------------------------------------------------------------------------
@pytest.mark.parametrize("query", [{}, {"etat": "published"}, {"q": "peche"}, {"_popup": "1"}])
def test_the_list_costs_the_same_for_three_texts_and_for_thirty(query):
    client = desk(cast.cheick())
    for _number in range(3):
        cast.published()
    few = queries(client, LIST, **query)
    for number in range(27):
        cast.published(bylines=[cast.author(f"Auteur {number}")], rubric=cast.rubric(f"R{number}"))
    assert len(queries(client, LIST, **query)) == len(few)


def test_nothing_counts_the_texts():
    client = desk(cast.cheick())
    cast.published()
    counting = [sql for sql in queries(client, LIST) if "COUNT(" in sql.upper()]
    assert counting == []


def test_a_list_longer_than_a_page_leads_to_the_next(monkeypatch):
    monkeypatch.setattr("articles.admin.article_list.ListMixin.list_per_page", 2)
    client = desk(cast.cheick())
    texts = [cast.article(f"Texte {number}") for number in range(3)]
    page = client.get(LIST)
    assert f'href="{page.context["cl"].next_query}"' in page.content.decode()
    assert found(client) == [texts[2].headline, texts[1].headline]
    assert found(client, p="2") == [texts[0].headline]
    assert found(client, p="999999999999999999999999") == []


# --- Finding -------------------------------------------------------------------------------------
def test_search_ignores_accents_case_and_the_order_of_words():
    client = desk(cast.cheick())
    cast.article("La fête de l’Indépendance", kicker="Ségou")
    cast.article("Autre chose")
    assert found(client, q="INDEPENDANCE segou") == ["La fête de l’Indépendance"]


def test_search_finds_a_text_by_its_number():
    client, article = desk(cast.cheick()), cast.article("Le bon")
    cast.article("L’autre")
    assert found(client, q=str(article.pk)) == ["Le bon"]


def test_search_with_a_sign_that_means_something_to_a_database():
    client = desk(cast.cheick())
    cast.article("Hausse de 10 % du riz")
    cast.article("Hausse du mil")
    assert found(client, q="10 %") == ["Hausse de 10 % du riz"]
    assert found(client, q="'; DROP") == []


def test_each_state_has_its_tab():
    cheick = cast.cheick()
    client = desk(cheick)
    texts = {state: copy(headline=state.value) for state in State}
    for state in (State.SUBMITTED, State.RETURNED):
        publishing.submit(article=texts[state], by=cheick)
    publishing.send_back(article=texts[State.RETURNED], by=cheick, note="Relire.")
    publishing.schedule(article=texts[State.SCHEDULED], by=cheick, at=timezone.now() + HOUR)
    for state in (State.PUBLISHED, State.WITHDRAWN):
        publishing.publish(article=texts[state], by=cheick)
    publishing.withdraw(article=texts[State.WITHDRAWN], by=cheick, notice="Retiré.")
    for state in State:
        assert found(client, etat=state.value) == [state.value]


def test_a_state_that_does_not_exist_shows_every_text():
    client = desk(cast.cheick())
    cast.article()
    assert client.get(LIST, {"etat": "perdu"}).url == f"{LIST}?e=1"


def test_a_rubric_brings_its_parts_along():
    client, culture = desk(cast.cheick()), cast.rubric("Culture")
    cast.article("Livres", rubric=cast.rubric("Livres", parent=culture))
    cast.article("Ailleurs", rubric=cast.rubric("Politique"))
    assert found(client, rubrique=culture.pk) == ["Livres"]


def test_an_author_is_found_by_part_of_a_name_and_by_a_signature_nobody_knows():
    client = desk(cast.cheick())
    cast.article("D’Oumar", bylines=[cast.author("Oumar Diallo")])
    cast.article("De O.D.", bylines=[{"signed_as": "O.D."}])
    cast.article("D’Awa")
    assert found(client, auteur="diallo") == ["D’Oumar"]
    assert found(client, auteur="o.d.") == ["De O.D."]


def test_dates_narrow_to_the_first_publication_or_the_last_save():
    client = desk(cast.cheick())
    old, young = cast.article("Vieux"), cast.article("Jeune")
    long_ago = timezone.make_aware(datetime.datetime(2024, 5, 1, 23, 30))
    Article.objects.filter(pk=old.pk).update(saved_at=long_ago)
    assert found(client, du="2024-05-01", au="2024-05-01") == ["Vieux"]
    assert found(client, du="2025-01-01") == [young.headline]


def test_a_day_ends_at_midnight_of_the_paper(settings):
    settings.TIME_ZONE = "Africa/Nairobi"  # three hours before UTC: its day is not the day of UTC
    client, article = desk(cast.cheick()), cast.article("De nuit")
    one_o_clock = timezone.make_aware(datetime.datetime(2024, 5, 2, 1, 0))
    Article.objects.filter(pk=article.pk).update(saved_at=one_o_clock)
    assert found(client, du="2024-05-02", au="2024-05-02") == ["De nuit"]
    assert found(client, au="2024-05-01") == []


def test_the_day_of_a_text_is_compared_as_an_instant():
    client = desk(cast.cheick())
    cast.article()
    asked = [sql for sql in queries(client, LIST, du="2024-05-01") if " >= " in sql]
    assert len(asked) == 1
    assert "django_datetime_cast_date" not in asked[0]


@pytest.mark.parametrize(
    "query", [{"du": "hier"}, {"au": "2024-02-31"}, {"au": "9999-12-31"}, {"rubrique": "x"}]
)
def test_a_filter_that_means_nothing_leads_to_the_whole_list(query):
    assert desk(cast.cheick()).get(LIST, query).url == f"{LIST}?e=1"


# --- What a row tells ----------------------------------------------------------------------------
def test_a_row_tells_kicker_headline_rubric_signers_and_what_is_unpublished():
    client = desk(cast.cheick())
    published = cast.published(
        headline="Le riz arrive",
        kicker="Kayes",
        bylines=[cast.author(), {"author": cast.author("Oumar Diallo")}],
    )
    change(published.article, headline="Le riz est là")
    told = row(client, published.article)
    assert "Kayes\u00a0: Le riz est là" in told
    assert "Awa Diop, Oumar Diallo" in told
    assert "Politique" in told
    assert _("unpublished changes") in told


def test_a_row_tells_a_signature_nobody_has_identified():
    client, article = desk(cast.cheick()), cast.article(bylines=[{"signed_as": "O.D."}])
    assert _("%(signature)s (unknown)") % {"signature": "O.D."} in row(client, article)


def test_a_column_puts_its_own_prefix_before_the_headline():
    column = cast.rubric("À l’heure du Mali", kind="column")
    client, article = desk(cast.cheick()), cast.article("Bas les mythes", rubric=column)
    assert "À l’heure du Mali\u00a0: Bas les mythes" in row(client, article)


# --- Who finds what ------------------------------------------------------------------------------
def test_a_journalist_finds_his_own_texts_only():
    boubacar = cast.boubacar()
    cast.article("Le sien", created_by=boubacar)
    cast.article("D’une autre", created_by=cast.awa())
    cast.published(headline="Publié par une autre")
    assert found(desk(boubacar)) == ["Le sien"]


def test_where_one_only_chooses_a_text_published_ones_can_be_found_and_drafts_cannot():
    boubacar = cast.boubacar()
    client = desk(boubacar)
    cast.article("D’une autre", created_by=cast.awa())
    published = cast.published(headline="Publié par une autre")
    assert found(client, _popup="1") == ["Publié par une autre"]
    fields = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target"}
    answer = client.get("/redaction/autocomplete/", {"term": "autre", **fields}).json()
    assert [choice["id"] for choice in answer["results"]] == [str(published.article_id)]
    assert client.get(address(published.article), {"_popup": "1"}).status_code == 302


def test_the_popup_hands_the_number_back():
    client, published = desk(cast.cheick()), cast.published()
    page = client.get(LIST, {"_popup": "1"}).content.decode()
    assert f'data-popup-opener="{published.article_id}"' in page
    assert 'name="_popup" value="1"' in page


# --- Several at once -----------------------------------------------------------------------------
def act(client, action, *articles, **more):
    return client.post(
        LIST, {"action": action, "_selected_action": [a.pk for a in articles], **more}
    )


def confirm(client, action, *articles, **more):
    shown = act(client, action, *articles).context["rows"]
    versions = {f"revision-{r['article'].pk}": r["article"].last_revision_id for r in shown}
    return act(client, action, *articles, confirmed="1", **(versions | more))


def test_publishing_several_asks_first_and_shows_each_checklist():
    client, ready, lacking = desk(cast.cheick()), copy(), copy(standfirst="")
    response = act(client, "publish_several", ready, lacking, index="0")
    page = response.content.decode()
    assert not Publication.objects.exists()
    assert {r["article"].pk: r["is_ready"] for r in response.context["rows"]} == {
        ready.pk: True,
        lacking.pk: False,
    }
    assert f'href="{address(lacking)}#id_standfirst"' in page


def test_publishing_several_says_one_line_for_each():
    client, ready, lacking = desk(cast.cheick()), copy(), copy(standfirst="")
    response = confirm(client, "publish_several", ready, lacking)
    messages = said(client, response)
    assert len(messages) == 2
    assert _("“%(text)s” is published.") % {"text": ready.headline} in messages
    assert Publication.objects.get().article == ready


def test_scheduling_several_needs_one_time():
    client, one, other = desk(cast.cheick()), copy(), copy()
    assert confirm(client, "schedule_several", one, other).context["form"].errors["at"]
    at = timezone.localtime(timezone.now() + 3 * HOUR)
    confirm(client, "schedule_several", one, other, at=f"{at:%Y-%m-%dT%H:%M}")
    moments = set(Publication.objects.values_list("live_from", flat=True))
    assert moments == {at.replace(second=0, microsecond=0)}
    assert Publication.objects.count() == 2


def test_several_are_published_only_in_the_version_that_was_shown():
    client, article = desk(cast.cheick()), copy()
    shown = Revision.objects.get().pk
    change(article, headline="Plus récent")
    versions = {f"revision-{article.pk}": shown}
    response = act(client, "publish_several", article, confirmed="1", **versions)
    assert len(said(client, response)) == 1
    assert not Publication.objects.exists()


def test_a_text_that_left_the_list_meanwhile_is_named_by_its_absence():
    client, one, gone = desk(cast.cheick()), copy(), copy()
    numbers = [one.pk, gone.pk]
    version = {f"revision-{one.pk}": one.revisions.get().pk}
    gone.delete()
    data = {"action": "publish_several", "_selected_action": numbers, "confirmed": "1", **version}
    messages = said(client, client.post(LIST, data))
    assert len(messages) == 2


@pytest.mark.parametrize("action", ["publish_several", "schedule_several", "make_lead", "take_off"])
def test_a_journalist_is_not_offered_the_actions_of_the_desk(action):
    boubacar = cast.boubacar()
    client, article = desk(boubacar), copy(created_by=boubacar)
    assert f'value="{action}"' not in client.get(LIST).content.decode()
    act(client, action, article, confirmed="1")
    assert not Publication.objects.exists()


def test_texts_are_never_deleted_from_the_list():
    root = cast.user("administrator", is_superuser=True)
    assert 'value="delete_selected"' not in desk(root).get(LIST).content.decode()


def test_the_front_page_is_marked_from_the_list():
    client = desk(cast.cheick())
    one, two = cast.published().article, cast.published().article
    act(client, "make_lead", one, index="0")
    act(client, "make_second", two, index="0")
    assert (one.front_placement.slot, two.front_placement.slot) == ("lead", "second")
    act(client, "take_off", one, two, index="0")
    assert not Article.objects.filter(front_placement__isnull=False).exists()


def test_two_texts_cannot_both_open_the_front_page():
    client = desk(cast.cheick())
    one, two = cast.published().article, cast.published().article
    response = act(client, "make_lead", one, two, index="0")
    assert _("One text opens the front page: choose one.") in said(client, response)
    assert not Article.objects.filter(front_placement__isnull=False).exists()


def test_each_of_several_tells_the_date_that_its_archive_copy_has():
    client, old, new = desk(cast.cheick()), copy(), copy()
    date = timezone.make_aware(datetime.datetime(2019, 3, 8, 10, 30))
    SourceCopy.objects.create(article=old, text="Copie", digest="a", proposed_published_at=date)
    response = act(client, "publish_several", old, new, index="0")
    told = _("archive copy: first published %(moment)s") % {"moment": moment(date)}
    page = response.content.decode()
    row_of_old = page[page.index(f'name="_selected_action" value="{old.pk}"') :].split("</li>")[0]
    assert told in row_of_old
    assert page.count(told) == 1


def test_several_are_asked_only_what_makes_sense_for_them():
    client, article = desk(cast.cheick()), copy()
    shown = act(client, "publish_several", article, index="0").context["form"]
    assert list(shown.fields) == []
    published = cast.published().article
    shown = act(client, "publish_several", article, published, index="0").context["form"]
    assert list(shown.fields) == ["minor"]
