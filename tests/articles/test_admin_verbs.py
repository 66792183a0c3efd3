"""The buttons of a text: what each does, from which version, and who is refused."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.article_verbs import VERBS
from articles.models import Article, FrontPlacement, Publication, Revision, SourceCopy
from tests import cast
from tests.articles.admin_desk import ADD, address, data_of, desk, form_data, said, save
from tests.articles.desk import HOUR, change, copy

pytestmark = pytest.mark.django_db

Status = Article.Status


def press(client, article, verb, **typed):
    """Press the button on the page of its own, in the version that the page shows."""
    path = address(article, verb)
    revision = client.get(path).context["revision"]
    return client.post(path, {"revision": revision.pk if revision else "", **typed})


def in_two_hours():
    return timezone.localtime(timezone.now() + 2 * HOUR)


def typed_moment(at):
    return f"{at:%Y-%m-%dT%H:%M}"


# --- On the form ---------------------------------------------------------------------------------
def test_publish_saves_first_and_publishes_just_that_version():
    client, article = desk(cast.cheick()), cast.article("Avant")
    response = save(client, article, headline="Après", _then="publish")
    assert Publication.objects.visible().get().headline == "Après"
    assert said(client, response) == [_("“%(text)s” is published.") % {"text": "Après"}]


def test_a_new_text_is_written_and_handed_on_in_one_press():
    client = desk(cast.boubacar())
    data = form_data(client, ADD, headline="Vite", rubric=cast.rubric().pk, _then="submit")
    assert list(client.get(ADD).context["buttons"]) == ["submit"]
    client.post(ADD, data)
    assert Article.objects.get().status == Status.SUBMITTED


def test_a_form_that_is_refused_publishes_nothing():
    client, article = desk(cast.cheick()), cast.article()
    response = save(client, article, tags="mot " * 30, _then="publish")
    assert response.status_code == 200
    assert not Publication.objects.exists()


def test_publication_refused_by_the_checklist_keeps_what_was_saved_and_links_to_the_fields():
    client, article = desk(cast.cheick()), cast.article()
    response = save(client, article, standfirst="", headline="Sauvé", _then="publish")
    (message,) = said(client, response)
    assert f'href="{address(article)}#id_standfirst"' in message
    assert Article.objects.get().headline == "Sauvé"
    assert not Publication.objects.exists()


def test_publishing_what_readers_see_already_says_so():
    client, published = desk(cast.cheick()), cast.published(slug="la-peche")
    response = save(client, published.article, _then="publish")
    assert _("Readers already see this version.") in said(client, response)[0]
    assert Publication.objects.count() == 1


def test_a_minor_correction_keeps_the_printed_update():
    client, published = desk(cast.cheick()), cast.published()
    save(client, published.article, body="<p>Corrigé.</p>", _then="publish", minor="on")
    assert Publication.objects.visible().get().updated_at is None


def test_any_other_change_prints_mis_a_jour():
    client, published = desk(cast.cheick()), cast.published()
    save(client, published.article, body="<p>Autre chose.</p>", _then="publish")
    assert Publication.objects.visible().get().updated_at is not None


def test_a_journalist_hands_his_text_on():
    boubacar = cast.boubacar()
    client, article = desk(boubacar), cast.article(created_by=boubacar)
    save(client, article, headline="À relire", _then="submit")
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.SUBMITTED, "À relire")


@pytest.mark.parametrize(
    "verb", ["publish", "reschedule", "cancel_schedule", "place_lead", "place_second", "unplace"]
)
def test_a_journalist_who_forges_the_button_is_refused(verb):
    boubacar = cast.boubacar()
    client, article = desk(boubacar), cast.article(created_by=boubacar)
    assert save(client, article, _then=verb).status_code == 403
    assert not Publication.objects.exists()
    assert not FrontPlacement.objects.exists()


@pytest.mark.parametrize("verb", ["send_back", "schedule", "withdraw"])
def test_a_verb_that_asks_something_leads_to_its_page_after_saving(verb):
    client, article = desk(cast.cheick()), cast.published().article
    response = save(client, article, headline="Gardé", _then=verb)
    assert response.url == address(article, verb)
    assert Article.objects.get().headline == "Gardé"


@pytest.mark.parametrize("page", ["preview", "typography", "history"])
def test_the_pages_beside_the_form_are_reached_with_everything_saved(page):
    client, article = desk(cast.cheick()), cast.article()
    response = save(client, article, headline="Gardé", _then=page)
    assert response.url == address(article, page)
    assert Article.objects.get().headline == "Gardé"


def test_the_form_shows_only_the_buttons_of_the_person():
    boubacar = cast.boubacar()
    article = cast.article(created_by=boubacar)
    shown = desk(boubacar).get(address(article)).context["buttons"]
    assert list(shown) == ["submit"]
    assert 'value="publish"' not in desk(boubacar).get(address(article)).content.decode()


def test_a_form_refused_for_something_else_keeps_the_tick_of_a_minor_correction():
    client, published = desk(cast.cheick()), cast.published()
    response = save(client, published.article, tags="mot " * 30, minor="on", _then="publish")
    assert response.context["publish_form"]["minor"].value() is True


# --- On pages of their own -----------------------------------------------------------------------
def test_a_text_is_sent_back_with_a_sentence_that_its_writer_reads():
    awa = cast.awa()
    article = copy(created_by=awa)
    Article.objects.update(status=Status.SUBMITTED)
    press(desk(cast.user("rubric_editor")), article, "send_back", note="Qui parle ? Vérifie.")
    assert Article.objects.get().status == Status.RETURNED
    assert "Qui parle ? Vérifie." in desk(awa).get(address(article)).content.decode()


def test_without_a_sentence_nothing_is_sent_back():
    article = copy()
    Article.objects.update(status=Status.SUBMITTED)
    response = press(desk(cast.cheick()), article, "send_back", note=" ")
    assert response.status_code == 200
    assert response.context["form"].errors["note"]
    assert Article.objects.get().status == Status.SUBMITTED


def test_a_text_is_scheduled_and_its_version_is_frozen():
    client, article, at = desk(cast.cheick()), copy(), in_two_hours()
    response = press(client, article, "schedule", at=typed_moment(at))
    assert said(client, response) == [_("“%(text)s” is scheduled.") % {"text": article.headline}]
    assert Publication.objects.get().live_from == at.replace(second=0, microsecond=0)
    change(article, headline="Plus tard")
    page = client.get(address(article)).content.decode()
    version = timezone.localtime(Revision.objects.earliest("number").created_at)
    assert f"{version:%H:%M}" in page
    assert _("Reschedule with this one") in page


def test_a_past_time_is_refused_with_what_was_typed():
    client, article = desk(cast.cheick()), copy()
    past = typed_moment(timezone.localtime() - HOUR)
    response = press(client, article, "schedule", at=past)
    assert response.status_code == 200
    assert response.context["form"]["at"].value() == past
    assert _("Choose a time to come, or publish now.") in said(client, response)[0]


def test_a_time_that_is_none_is_refused_beside_its_field():
    response = press(desk(cast.cheick()), copy(), "schedule", at="demain")
    assert response.context["form"].errors["at"]


def test_rescheduling_takes_the_newest_version_at_the_same_time():
    client, article = desk(cast.cheick()), copy()
    press(client, article, "schedule", at=typed_moment(in_two_hours()))
    before = Publication.objects.get()
    save(client, article, headline="Mieux", _then="reschedule")
    after = Publication.objects.get()
    assert (after.live_from, after.headline) == (before.live_from, "Mieux")


def test_rescheduling_after_the_time_has_come_says_what_to_do():
    client, article = desk(cast.cheick()), copy()
    press(client, article, "schedule", at=typed_moment(in_two_hours()))
    Publication.objects.update(live_from=timezone.now() - HOUR)
    response = save(client, article, headline="Trop tard", _then="reschedule")
    assert _("Nothing is scheduled any more: publish the changes.") in said(client, response)[0]
    assert Publication.objects.get().headline == article.headline


def test_a_schedule_is_cancelled():
    client, article = desk(cast.cheick()), copy()
    press(client, article, "schedule", at=typed_moment(in_two_hours()))
    save(client, article, _then="cancel_schedule")
    assert not Publication.objects.exists()


def test_a_text_is_withdrawn_with_its_notice():
    client, published = desk(cast.cheick()), cast.published()
    press(client, published.article, "withdraw", notice="Retiré à la demande de la famille.")
    assert not Publication.objects.visible().exists()
    assert Publication.objects.get().withdrawal_notice == "Retiré à la demande de la famille."


def test_the_page_of_publishing_shows_what_is_missing_with_links_to_the_form():
    client, article = desk(cast.cheick()), copy(standfirst="")
    page = client.get(address(article, "publish")).content.decode()
    assert f'href="{address(article)}#id_standfirst"' in page
    assert press(client, article, "publish").status_code == 200
    assert not Publication.objects.exists()


def test_a_page_shown_before_a_newer_save_publishes_nothing():
    client, article = desk(cast.cheick()), copy()
    shown = Revision.objects.get().pk
    change(article, headline="Plus récent")
    response = client.post(address(article, "publish"), {"revision": shown})
    assert response.status_code == 200
    assert not Publication.objects.exists()
    assert _("Somebody has saved a newer version: look at it, then press again.") in said(
        client, response
    )


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"submit"}))
def test_a_journalist_has_no_page_for_the_verbs_of_the_desk(verb):
    boubacar = cast.boubacar()
    client, article = desk(boubacar), copy(created_by=boubacar)
    path = address(article, verb)
    assert client.get(path).status_code == 403
    assert client.post(path, {"revision": Revision.objects.get().pk}).status_code == 403


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_nobody_reaches_a_verb_for_a_text_he_may_not_change(verb):
    article = copy(created_by=cast.djeneba())
    assert desk(cast.boubacar()).post(address(article, verb)).status_code in {403, 404}
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_looking_at_the_page_of_a_verb_does_nothing(verb):
    article = copy()
    assert desk(cast.cheick()).get(address(article, verb)).status_code == 200
    assert Article.objects.get().status == Status.DRAFT
    assert not Publication.objects.exists()
    assert not FrontPlacement.objects.exists()


# --- The front page ------------------------------------------------------------------------------
def test_a_text_is_placed_and_taken_off_from_its_form():
    client, article = desk(cast.cheick()), cast.published().article
    save(client, article, _then="place_lead")
    assert FrontPlacement.objects.get().slot == "lead"
    save(client, article, _then="place_second")
    assert FrontPlacement.objects.get().slot == "second"
    save(client, article, _then="unplace")
    assert not FrontPlacement.objects.exists()


# --- Archive copy --------------------------------------------------------------------------------
@pytest.fixture
def archived():
    article = copy()
    first = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)
    SourceCopy.objects.create(article=article, text="…", digest="a", proposed_published_at=first)
    return article, first


def test_archive_copy_keeps_the_date_it_tells_when_the_tick_stays(archived):
    article, first = archived
    client = desk(cast.cheick())
    assert "23 juin 2025" in client.get(address(article)).content.decode()
    save(client, article, _then="publish", dated="on")
    assert Publication.objects.get().published_at == first


def test_archive_copy_is_dated_today_without_the_tick(archived):
    article, first = archived
    save(desk(cast.cheick()), article, _then="publish")
    assert Publication.objects.get().published_at > first + 100 * HOUR


def test_no_other_text_is_asked_for_a_date():
    client, article = desk(cast.cheick()), copy()
    assert list(client.get(address(article, "publish")).context["form"].fields) == []


# --- Where a text stands -------------------------------------------------------------------------
def test_the_line_of_a_published_text_with_changes():
    client, published = desk(cast.cheick()), cast.published()
    change(published.article, headline="Autre")
    standing = client.get(address(published.article)).context["standing"]
    assert standing.line == f"{_('Published')} · {_('unpublished changes')}"


def test_a_scheduled_update_is_no_unpublished_change():
    client, published = desk(cast.cheick()), cast.published()
    change(published.article, headline="Autre")
    press(client, published.article, "schedule", at=typed_moment(in_two_hours()))
    standing = client.get(address(published.article)).context["standing"]
    assert not standing.has_unpublished_changes
    assert standing.is_scheduled


def test_the_form_of_a_text_is_sent_as_it_is_shown():
    """What `data_of` sends is what the page holds: no field is hidden from it."""
    client, article = desk(cast.cheick()), cast.article()
    response = client.get(address(article))
    page = response.content.decode()
    sent = [name for name in data_of(response) if not name.endswith("-DELETE")]
    assert [name for name in sent if f'name="{name}"' not in page] == []
    assert form_data(client, address(article))["version"] == 1
