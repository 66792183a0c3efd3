"""Who sees and does what at the desk: one table, one column a role, one row a screen or an act.

yes  may see it, or do it      no   is refused (403)      -    does not even find it (302 or 404)
read sees it and cannot change it
"""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from articles.models import Page
from newsroom import roles
from newsroom.models import JournalEntry, User
from subscriptions.billing import vouchers
from subscriptions.models import ContributionSpace, Discussion, Plan, RubricDiscussion
from tests import cast
from tests.articles.admin_desk import data_of
from tests.newsroom.world import World
from tests.subscriptions import counter
from tests.subscriptions.moderation.scene import sent, watch

pytestmark = pytest.mark.django_db

COLUMNS = {
    "cor": "correspondent",
    "jou": "journalist",
    "rub": "rubric_editor",
    "sec": "copy_editor",
    "red": "editor_in_chief",
    "pho": "photo_editor",
    "mod": "moderator",
    "abo": "subscriptions",
    "dir": "publication_director",
    "adm": "administrator",
}

TABLE = """
                               cor   jou   rub   sec   red   pho   mod   abo   dir   adm
start page                     yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
help                           yes   yes   yes   yes   yes   yes   yes   yes   yes   yes
file a copy                    yes   yes   yes   yes   yes   no    no    no    yes   no
list of texts                  yes   yes   yes   yes   yes   no    no    no    yes   no
new text                       yes   yes   yes   yes   yes   no    no    no    yes   no
own text                       yes   yes   yes   yes   yes   no    no    no    yes   no
text of somebody else          -     -     yes   yes   yes   no    no    no    yes   no
preview of somebody else's     -     -     yes   yes   yes   -     -     -     yes   -
hand on own text               yes   yes   yes   yes   yes   -     -     -     yes   -
send back                      -     -     yes   yes   yes   -     -     -     yes   -
publish own text               no    no    no    yes   yes   -     -     -     yes   -
publish somebody else's        -     -     no    yes   yes   -     -     -     yes   -
schedule                       -     -     no    yes   yes   -     -     -     yes   -
withdraw                       -     -     no    yes   yes   -     -     -     yes   -
place on the front page        -     -     no    yes   yes   -     -     -     yes   -
front page                     no    no    no    yes   yes   no    no    no    yes   no
list of photos                 yes   yes   yes   yes   yes   yes   no    no    yes   no
new photo                      yes   yes   yes   yes   yes   yes   no    no    yes   no
own photo                      yes   yes   yes   yes   yes   yes   no    no    yes   no
photo of somebody else         read  read  yes   yes   yes   yes   no    no    yes   no
delete a photo                 no    no    no    no    no    yes   no    no    no    no
list of authors                yes   yes   yes   yes   yes   yes   no    no    yes   no
new author                     no    no    yes   yes   yes   no    no    no    yes   no
author                         read  read  yes   yes   yes   read  no    no    yes   no
delete an author               no    no    no    no    yes   no    no    no    yes   no
list of rubrics                yes   yes   yes   yes   yes   yes   no    no    yes   no
rubric                         read  read  read  read  yes   read  no    no    yes   no
list of tags                   yes   yes   yes   yes   yes   yes   no    no    yes   no
new tag                        no    yes   yes   yes   yes   no    no    no    yes   no
tag                            read  read  yes   yes   yes   read  no    no    yes   no
delete a tag                   no    no    no    no    yes   no    no    no    yes   no
list of pages                  no    no    no    no    yes   no    no    no    yes   yes
page                           no    no    no    no    yes   no    no    no    yes   yes
newspaper                      no    no    no    no    no    no    no    no    yes   yes
list of plans                  no    no    no    no    no    no    no    yes   no    no
plan                           no    no    no    no    no    no    no    yes   no    no
subscription office            no    no    no    no    no    no    no    yes   no    no
page of a reader               no    no    no    no    no    no    no    yes   no    no
open the account of a reader   no    no    no    no    no    no    no    yes   no    no
take a payment                 no    no    no    no    no    no    no    yes   no    no
give days                      no    no    no    no    no    no    no    yes   no    no
reverse a payment              no    no    no    no    no    no    no    yes   no    no
read out a code                no    no    no    no    no    no    no    yes   no    no
receipt                        no    no    no    no    no    no    no    yes   yes   no
list of vouchers               no    no    no    no    no    no    no    yes   no    no
make vouchers                  no    no    no    no    no    no    no    yes   no    no
put vouchers on sale           no    no    no    no    no    no    no    yes   no    no
bookkeeping                    no    no    no    no    no    no    no    yes   yes   no
file of the bookkeeping        no    no    no    no    no    no    no    yes   yes   no
cash closings                  no    no    no    no    no    no    no    yes   yes   no
close one's cash               no    no    no    no    no    no    no    yes   no    no
moderation                     no    no    no    no    yes   no    yes   no    yes   no
a contribution to judge        no    no    no    no    yes   no    yes   no    yes   no
judge a contribution           no    no    no    no    yes   no    yes   no    yes   no
try a word                     no    no    no    no    yes   no    yes   no    yes   no
figures of the moderation      no    no    no    no    yes   no    yes   no    yes   no
journal of the moderation      no    no    no    no    yes   no    yes   no    yes   no
list of watched words          no    no    no    no    yes   no    yes   no    yes   no
watched word                   no    no    no    no    yes   no    yes   no    yes   no
delete a watched word          no    no    no    no    yes   no    yes   no    yes   no
list of sanctions              no    no    no    no    yes   no    yes   no    yes   no
list of discussions            no    no    no    no    yes   no    yes   no    yes   no
discussion                     no    no    no    no    yes   no    yes   no    yes   no
contributions of a rubric      no    no    no    no    yes   no    no    no    yes   no
contributions space            no    no    no    no    yes   no    no    no    yes   yes
list of accounts               no    no    no    no    yes   no    no    no    yes   yes
new account                    no    no    no    no    no    no    no    no    no    yes
account                        no    no    no    no    read  no    no    no    read  yes
password of an account         no    no    no    no    no    no    no    no    no    yes
second step of an account      no    no    no    no    no    no    no    no    no    yes
account of a superuser         no    no    no    no    -     no    no    no    -     -
password of a superuser        no    no    no    no    no    no    no    no    no    -
journal                        no    no    no    no    yes   no    no    no    yes   yes
state of the site              no    no    no    no    no    no    no    no    no    yes
"""


def parse(table):
    """Return {role: {row: cell}} of the table above."""
    heads, *lines = table.strip("\n").splitlines()
    width = heads.index("cor")
    rows = {line[:width].strip(): line[width:].split() for line in lines}
    return {
        COLUMNS[head]: {row: cells[place] for row, cells in rows.items()}
        for place, head in enumerate(heads.split())
    }


def _reader_of():
    return f"subscriptions/subscription/lecteur/{cast.reader().pk}/"


def _receipt():
    number = counter.paid(cast.reader(), cast.fanta()).number
    return f"subscriptions/subscription/recu/{number}/"


def _batch():
    return vouchers.create_batch(plan=counter.month(), count=1, kiosk="Kayes", by=cast.fanta())[0]


SOON = "2199-01-01T06:00"
ROWS = {
    "start page": lambda w: w.see(""),
    "help": lambda w: w.see("aide/"),
    "file a copy": lambda w: w.see("deposer/"),
    "list of texts": lambda w: w.see("articles/article/"),
    "new text": lambda w: w.see("articles/article/add/"),
    "own text": lambda w: w.change(w.text(by=w.person)),
    "text of somebody else": lambda w: w.change(w.text(by=w.other)),
    "preview of somebody else's": lambda w: w.see(
        f"articles/article/{w.text(by=w.other).pk}/apercu/page/"
    ),
    "hand on own text": lambda w: w.verb("transmettre", w.text(by=w.person)),
    "send back": lambda w: w.verb("renvoyer", w.text(by=w.other, state="submitted"), note="Date ?"),
    "publish own text": lambda w: w.verb("publier", w.text(by=w.person)),
    "publish somebody else's": lambda w: w.verb("publier", w.text(by=w.other)),
    "schedule": lambda w: w.verb("programmer", w.text(by=w.other), at=SOON),
    "withdraw": lambda w: w.verb("retirer", w.text(by=w.other, state="published"), notice="Non."),
    "place on the front page": lambda w: w.verb("ouverture", w.text(by=w.other, state="published")),
    "front page": lambda w: w.see("articles/frontplacement/"),
    "list of photos": lambda w: w.see("articles/photo/"),
    "new photo": lambda w: w.see("articles/photo/add/"),
    "own photo": lambda w: w.change(w.photo(by=w.person)),
    "photo of somebody else": lambda w: w.change(w.photo(by=w.other)),
    "delete a photo": lambda w: w.delete(w.photo(by=w.other)),
    "list of authors": lambda w: w.see("authors/author/"),
    "new author": lambda w: w.see("authors/author/add/"),
    "author": lambda w: w.change(cast.author()),
    "delete an author": lambda w: w.delete(cast.author("Nobody Yet")),
    "list of rubrics": lambda w: w.see("articles/rubric/"),
    "rubric": lambda w: w.change(cast.rubric()),
    "list of tags": lambda w: w.see("articles/tag/"),
    "new tag": lambda w: w.see("articles/tag/add/"),
    "tag": lambda w: w.change(cast.tag("crue")),
    "delete a tag": lambda w: w.delete(cast.tag("crue")),
    "list of pages": lambda w: w.see("articles/page/"),
    "page": lambda w: w.change(Page.objects.create(title="À propos", slug="a-propos")),
    "newspaper": lambda w: w.change(cast.paper()),
    "list of plans": lambda w: w.see("subscriptions/plan/"),
    "plan": lambda w: w.change(Plan.objects.create(name="Un mois", days=30, price=2500)),
    "subscription office": lambda w: w.see("subscriptions/subscription/"),
    "page of a reader": lambda w: w.see(_reader_of()),
    "open the account of a reader": lambda w: w.do(
        "subscriptions/subscription/ouvrir/", contact="76 12 34 56"
    ),
    "take a payment": lambda w: w.do(_reader_of(), plan=counter.month().pk, method="cash"),
    "give days": lambda w: w.do(f"{_reader_of()}offrir/", days=1, reason="Panne."),
    "reverse a payment": lambda w: w.do(f"{_receipt()}annuler/", reason="Erreur."),
    "read out a code": lambda w: w.do(f"{_reader_of()}code/"),
    "receipt": lambda w: w.see(_receipt()),
    "list of vouchers": lambda w: w.see("subscriptions/voucherbatch/"),
    "make vouchers": lambda w: w.do("subscriptions/voucherbatch/ajouter/", count=1),
    "put vouchers on sale": lambda w: w.do(f"subscriptions/voucherbatch/lot/{_batch().pk}/"),
    "bookkeeping": lambda w: w.see("subscriptions/ledgerentry/"),
    "file of the bookkeeping": lambda w: w.see("subscriptions/ledgerentry/exporter/"),
    "cash closings": lambda w: w.see("subscriptions/cashclosing/"),
    "close one's cash": lambda w: w.do("subscriptions/cashclosing/arreter/", counted=0, seen=0),
    "moderation": lambda w: w.see("subscriptions/contribution/"),
    "a contribution to judge": lambda w: w.see("subscriptions/contribution/lire/pending/"),
    "judge a contribution": lambda w: w.do(
        "subscriptions/contribution/lire/pending/", text=sent().pk, do="approve"
    ),
    "try a word": lambda w: w.do("subscriptions/contribution/essayer/", word="crue"),
    "figures of the moderation": lambda w: w.see("subscriptions/contribution/chiffres/"),
    "journal of the moderation": lambda w: w.see("subscriptions/contribution/journal/"),
    "list of watched words": lambda w: w.see("subscriptions/watchedword/"),
    "watched word": lambda w: w.change(watch("voyou")),
    "delete a watched word": lambda w: w.delete(watch("malotru")),
    "list of sanctions": lambda w: w.see("subscriptions/sanction/"),
    "list of discussions": lambda w: w.see("subscriptions/discussion/"),
    "discussion": lambda w: w.change(Discussion.objects.create(article=cast.article())),
    "contributions of a rubric": lambda w: w.change(
        RubricDiscussion.objects.create(rubric=cast.rubric(), mode="closed")
    ),
    "contributions space": lambda w: w.change(ContributionSpace.objects.create(pk=1)),
    "list of accounts": lambda w: w.see("newsroom/user/"),
    "new account": lambda w: w.see("newsroom/user/add/"),
    "account": lambda w: w.change(w.other),
    "password of an account": lambda w: w.see(f"newsroom/user/{w.other.pk}/password/"),
    "second step of an account": lambda w: w.see(
        f"newsroom/user/{w.other.pk}/sans-deuxieme-etape/"
    ),
    "account of a superuser": lambda w: w.change(w.root),
    "password of a superuser": lambda w: w.see(f"newsroom/user/{w.root.pk}/password/"),
    "journal": lambda w: w.see("newsroom/journalentry/"),
    "state of the site": lambda w: w.see("etat/"),
}


# One of these comes to every row; what the others are refused asks no database anything new.
EVERYWHERE = {"editor_in_chief", "photo_editor", "moderator", "subscriptions", "administrator"}


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=() if role in EVERYWHERE else pytest.mark.same_anywhere)
        for role in COLUMNS.values()
    ],
)
def test_a_role_sees_and_does_what_the_table_says_and_nothing_else(role):
    world = World(role)
    assert {row: come_to(world) for row, come_to in ROWS.items()} == parse(TABLE)[role]


def test_the_table_names_every_role():
    assert set(COLUMNS.values()) == set(roles.ROLES)


# --- Whoever has no role -------------------------------------------------------------------------
DESK = [
    "",
    "aide/",
    "deposer/",
    "etat/",
    "articles/article/",
    "articles/article/add/",
    "articles/photo/1/card/",
    "articles/frontplacement/",
    "authors/author/",
    "newsroom/user/",
    "newsroom/journalentry/",
    "subscriptions/subscription/",
    "subscriptions/voucherbatch/ajouter/",
    "subscriptions/ledgerentry/exporter/",
    "subscriptions/cashclosing/",
    "subscriptions/contribution/",
    "subscriptions/contribution/lire/pending/",
    "subscriptions/contribution/journal/",
    "autocomplete/",
    "password_change/",
]


@pytest.mark.parametrize("address", DESK)
def test_a_visitor_is_led_to_the_sign_in_form(address):
    response = Client().get(f"/redaction/{address}")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/redaction/login/?next=")


@pytest.mark.parametrize("address", DESK)
def test_a_reader_who_is_signed_in_is_no_part_of_the_newsroom(address):
    client = Client()
    client.force_login(cast.user())
    assert client.get(f"/redaction/{address}").status_code == 302


def test_a_visitor_who_sends_a_form_changes_nothing():
    tag = cast.tag("crue")
    for address in (f"articles/tag/{tag.pk}/delete/", f"articles/tag/{tag.pk}/change/"):
        response = Client().post(f"/redaction/{address}", {"post": "yes", "name": "sécheresse"})
        assert response.status_code == 403
    tag.refresh_from_db()
    assert tag.name == "crue"


def test_somebody_of_the_newsroom_without_a_role_sees_nothing_of_it():
    client = Client()
    person = cast.user()
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)
    page = client.get("/redaction/")
    assert page.status_code == 200
    assert page.context["areas"] == []


# --- Nobody lifts himself up ---------------------------------------------------------------------
class TestAnAdministrator:
    @pytest.fixture
    def world(self):
        return World("administrator")

    def save(self, world, person, **fields):
        """Send the form of an account, with fields that it does not have as well."""
        path = f"/redaction/newsroom/user/{person.pk}/change/"
        page = world.client.get(path)
        form = data_of(page) if page.context else {"name": person.name, "email": person.email}
        return world.client.post(path, form | fields)

    def test_cannot_make_himself_a_superuser(self, world):
        assert self.save(world, world.person, is_superuser="on").status_code == 302
        world.person.refresh_from_db()
        assert not world.person.is_superuser

    def test_cannot_give_single_permissions(self, world):
        permission = Permission.objects.get(codename="publish_article")
        assert self.save(world, world.person, user_permissions=[permission.pk]).status_code == 302
        assert world.person.user_permissions.count() == 0

    def test_gives_roles_and_the_journal_tells(self, world):
        group = Group.objects.get(name=roles.ROLES["copy_editor"].group)
        self.save(world, world.other, groups=[group.pk])
        assert list(world.other.groups.all()) == [group]
        entry = JournalEntry.objects.first()
        assert (entry.actor, entry.verb) == (world.person, "change")
        assert entry.detail["roles"] == [group.name]

    def test_cannot_change_a_superuser_nor_his_password(self, world):
        before = User.objects.get(pk=world.root.pk).password
        self.save(world, world.root, is_active="")
        fields = {"password1": "un fleuve tranquille", "password2": "un fleuve tranquille"}
        world.client.post(f"/redaction/newsroom/user/{world.root.pk}/password/", fields)
        root = User.objects.get(pk=world.root.pk)
        assert root.is_active
        assert root.password == before

    def test_does_not_even_see_that_there_is_one(self, world):
        assert (
            "root@example.org" not in world.client.get("/redaction/newsroom/user/").content.decode()
        )

    def test_has_no_screen_for_groups(self, world):
        assert world.see("auth/group/") == "-"


def test_somebody_who_was_made_inactive_is_outside_at_once():
    world = World("copy_editor")
    assert world.see("articles/article/") == "yes"
    User.objects.filter(pk=world.person.pk).update(is_active=False)
    assert world.client.get("/redaction/articles/article/").status_code == 302


# --- Written by a command ------------------------------------------------------------------------
def test_sync_roles_takes_away_what_the_code_does_not_say_and_can_run_twice():
    call_command("sync_roles")
    group = Group.objects.get(name=roles.ROLES["correspondent"].group)
    group.permissions.add(Permission.objects.get(codename="publish_article"))
    call_command("sync_roles")
    call_command("sync_roles")
    names = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
    assert names == roles.ROLES["correspondent"].permissions
    assert Group.objects.count() == len(roles.ROLES)


def test_a_slip_of_the_pen_in_a_permission_is_found(monkeypatch):
    role = roles.Role("x", "x", "x", frozenset({"articles.publsh_article"}))
    monkeypatch.setitem(roles.ROLES, "x", role)
    with pytest.raises(LookupError, match="publsh_article"):
        roles.sync()
