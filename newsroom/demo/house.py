"""Sets up the demo newspaper: the paper itself, its people, rubrics, tags, photos and pages."""

import io

from django.core.files.base import File
from django.utils.html import format_html_join

from articles import photos
from articles.models import Page, Photo, Rubric, Tag
from authors import portraits
from authors.models import Author
from newsroom import roles
from newsroom.demo.drawing import draw
from newsroom.demo.source import table
from newsroom.models import Newspaper, PublicationDirector, User
from subscriptions.models import Plan

PASSWORD = "le-fleuve-demo"  # noqa: S105 - printed for everybody, and only ever on one's own machine
DOMAIN = "lefleuve.example"


def set_up(say):
    """Fill everything but articles; `say` takes a line for whoever waits.

    Returns `(users by role code, authors by key, photos by key)`.
    """
    roles.sync()
    _paper()
    users = _accounts()
    say("Auteurs et portraits")
    authors = _authors(users)
    _rubrics(authors)
    for row in table("tags")["tag"]:
        _saved(Tag(name=row["name"], kind=row["kind"]))
    for row in table("pages")["page"]:
        _saved(Page(**{name: row[name] for name in ("title", "slug", "position", "body")}))
    say("Photos")
    return users, authors, _photos(authors, users["photo_editor"])


def _saved(instance):
    instance.full_clean()
    instance.save()
    return instance


def _paper():
    about = table("newspaper")
    office, host = about["subscription_office"], about["host"]
    _saved(
        Newspaper(
            pk=1,
            title=about["title"],
            motto=about["motto"],
            description=about["description"],
            city=about["city"],
            address=about["address"],
            phone=about["phone"],
            email=about["email"],
            publisher=about["publisher"],
            host="\n".join([host["name"], host["address"], host["phone"]]),
            legal=about["masthead_text"],
            known_edition_number=about["known_edition_number"],
            known_edition_on=about["known_edition_date"],
            publication_days=",".join(str(day) for day in about["days"]),
            subscription_text=format_html_join(
                "",
                "<p>{}</p>",
                ((office[name],) for name in ("address", "hours", "phone", "email")),
            ),
        )
    )
    PublicationDirector.objects.create(
        newspaper_id=1,
        name=about["publication_director"],
        since=about["publication_director_since"],
    )
    for position, plan in enumerate(about["plans"]):
        _saved(Plan(**plan, is_trial=plan["price"] == 0, position=position))


def _accounts():
    """Return one user a role, named after it: `redacteur-en-chef@…`."""
    names = {row["role"]: row["name"] for row in table("authors")["author"] if row.get("role")}
    users = {}
    for code, role in roles.ROLES.items():
        local = code.replace("_", "-")
        users[code] = User.objects.create_user(
            email=f"{local}@{DOMAIN}",
            password=PASSWORD,
            name=names.get(code, role.group.capitalize()),
            is_staff=True,
        )
        roles.give(users[code], code)
    return users


def _authors(users):
    authors = {}
    for number, row in enumerate(table("authors")["author"]):
        known = ("name", "initials", "gender", "job_title", "kind", "is_public", "has_page")
        author = Author(**{name: row[name] for name in known if name in row})
        author.biography = row.get("biography", "")
        author.public_form = row.get("public_form", "")
        author.account = users.get(row.get("role"))
        authors[row["key"]] = _saved(author)
        if row.get("portrait"):
            portraits.store(author, _drawn("portrait", number))
    return authors


def _rubrics(authors):
    rows = table("rubrics")["rubric"]
    for row in sorted(rows, key=lambda row: bool(row.get("parent"))):
        parent = row.get("parent") and Rubric.objects.get(slug=row["parent"])
        known = ("name", "slug", "kind", "menu_position", "prefix", "introduction")
        rubric = Rubric(**{name: row[name] for name in known if name in row})
        rubric.parent = parent or None
        rubric.weekday = row.get("weekday") or None
        rubric.owner = authors.get(row.get("owner"))
        _saved(rubric)


def _photos(authors, uploader):
    found = {}
    for number, row in enumerate(table("photos")["photo"]):
        photographer = authors.get(row.get("photographer"))
        credit = row["credit"]
        if photographer:
            credit = credit.removeprefix(photographer.name).strip(" /")
        photo = Photo(
            caption=row["caption"],
            credit=credit,
            photographer=photographer,
            alt_text=row["alt_text"],
            copyright_notice=row.get("rights", ""),
            uploaded_by=uploader,
        )
        photos.store(photo, _drawn(row["scene"], number))
        found[row["key"]] = photo
    return found


def _drawn(scene, seed):
    """Return a drawing as the JPEG file that a photographer would send."""
    file = io.BytesIO()
    draw(scene, seed).save(file, "JPEG", quality=90)
    file.seek(0)
    return File(file, name=f"{scene}.jpg")
