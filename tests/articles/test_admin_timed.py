"""What the desk sets for later and takes back: a version, a minor one, a withdrawal."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.standing import Standing, at_moment
from articles.models import Article, Publication
from tests import cast
from tests.articles.admin_desk import address, desk, said, save
from tests.articles.desk import HOUR, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def cheick():
    return cast.cheick()


@pytest.fixture
def article(cheick):
    return cast.published(by=cheick).article


def later(hours=2):
    return timezone.localtime(timezone.now() + hours * HOUR).replace(second=0, microsecond=0)


def withdraw(client, article, **typed):
    path = address(article, "withdraw")
    revision = client.get(path).context["revision"]
    return client.post(path, {"revision": revision.pk, "notice": "Texte retiré.", **typed})


def standing(article):
    return Standing(Article.objects.with_state().get(pk=article.pk))


def test_a_rescheduled_minor_correction_stays_minor(cheick, article):
    body = "<p>Un mot corrigé.</p>"
    publishing.schedule(
        article=article, by=cheick, at=later(), revision=change(article, body=body), minor=True
    )
    corrected = "<p>Deux mots corrigés.</p>"
    save(desk(cheick), article, body=corrected, minor="on", _then="reschedule")
    coming = Publication.objects.get(live_from__gt=timezone.now())
    assert (coming.body, coming.updated_at) == (corrected, None)


def test_without_the_tick_readers_are_told_of_the_rescheduled_change(cheick, article):
    publishing.schedule(
        article=article, by=cheick, at=later(), revision=change(article, body="<p>Un.</p>")
    )
    save(desk(cheick), article, body="<p>Deux.</p>", _then="reschedule")
    coming = Publication.objects.get(live_from__gt=timezone.now())
    assert coming.updated_at == coming.live_from


def test_a_withdrawal_is_set_for_later_and_readers_see_the_text_until_then(cheick, article):
    at = later()
    withdraw(desk(cheick), article, at=f"{at:%Y-%m-%dT%H:%M}")
    live = Publication.objects.visible().get()
    assert (live.live_until, live.withdrawal_notice) == (at, "Texte retiré.")
    line = standing(article).line
    assert _("withdrawal scheduled %(moment)s") % {"moment": at_moment(at)} in line


def test_the_message_tells_when_the_text_will_go(cheick, article):
    at, client = later(), desk(cheick)
    response = withdraw(client, article, at=f"{at:%Y-%m-%dT%H:%M}")
    words = _("“%(text)s” will be withdrawn %(moment)s.")
    assert said(client, response) == [words % {"text": article, "moment": at_moment(at)}]


def test_without_a_time_it_is_withdrawn_now(cheick, article):
    assert withdraw(desk(cheick), article, at="").status_code == 302
    assert not Publication.objects.visible().exists()


@pytest.mark.parametrize("at", ["2020-01-01T10:00", "demain"])
def test_a_time_that_cannot_be_withdraws_nothing_and_keeps_the_notice(cheick, article, at):
    response = withdraw(desk(cheick), article, at=at)
    assert response.status_code == 200
    assert response.context["form"]["notice"].value() == "Texte retiré."
    assert Publication.objects.visible().get().live_until is None


def test_a_withdrawal_to_come_is_taken_back_from_the_form(cheick, article):
    publishing.withdraw(article=article, by=cheick, notice="Retiré.", at=later())
    client = desk(cheick)
    button = client.get(address(article)).context["buttons"]["cancel_schedule"]
    assert button.label == _("Cancel the withdrawal")
    response = save(client, article, _then="cancel_schedule")
    words = _("“%(text)s” will not be withdrawn: readers go on seeing it.")
    assert said(client, response) == [words % {"text": article}]
    assert Publication.objects.visible().get().live_until is None
    assert not standing(article).is_ending


def test_a_scheduled_change_is_no_withdrawal(cheick, article):
    publishing.schedule(
        article=article, by=cheick, at=later(), revision=change(article, headline="Plus tard")
    )
    assert not standing(article).is_ending
    button = desk(cheick).get(address(article)).context["buttons"]["cancel_schedule"]
    assert button.label == _("Cancel the schedule")


def test_a_text_with_nothing_to_come_has_nothing_to_cancel(cheick, article):
    assert "cancel_schedule" not in desk(cheick).get(address(article)).context["buttons"]


def test_a_journalist_sets_no_withdrawal(article):
    boubacar = cast.boubacar()
    Article.objects.filter(pk=article.pk).update(created_by=boubacar)
    client = desk(boubacar)
    assert client.post(address(article, "withdraw"), {"notice": "Retiré."}).status_code == 403
    assert Publication.objects.visible().exists()
