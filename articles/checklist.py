"""What a text still needs before readers may see it."""

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import snapshots
from articles.genres import Genre
from articles.models import Byline, Photo, Publication, Rubric, Tag
from authors.models import Author
from newsroom.folding import fold
from newsroom.html import blocks, named_numbers, to_text
from newsroom.typography import warnings_in

STANDFIRST_SIGNS = 280
HEADLINE_SIGNS = 107  # the longest of the house; beyond it search results and cards cut it
_NEEDS_NO_STANDFIRST = {Genre.NEWS_BRIEF, Genre.LETTERS}
_NEEDS_NO_SIGNATURE = {
    Genre.NEWS_BRIEF,
    Genre.EDITORIAL,
    Genre.PRESS_RELEASE,
    Genre.SPONSORED,
    Genre.LETTERS,
}
_INITIALS = re.compile(r"(?:\w{1,2}\.[ \u00a0-]?){2,}")
_NOBODY_IN_PERSON = {Byline.Role.SOURCE, Byline.Role.AGENCY_BUREAU}


@dataclass(frozen=True)
class Item:
    """Something missing or doubtful; `field` names the form field that mends it."""

    code: str
    message: str
    field: str
    is_blocking: bool = True


def check(revision):
    """Return the items of `revision`, those that stop publication first."""
    copy = snapshots.read(revision)
    items = [
        *_words(copy),
        *_signature(copy),
        *_hidden_names(copy),
        *_photos(copy),
        *_references(copy),
        *_doubts(copy),
    ]
    return sorted(items, key=lambda item: not item.is_blocking)


def blocking(revision):
    """Return only the items that stop publication."""
    return [item for item in check(revision) if item.is_blocking]


def _words(copy):
    if not copy.headline.strip():
        yield Item("headline", _("Write a headline."), "headline")
    elif len(copy.headline) > HEADLINE_SIGNS and not copy.short_headline:
        message = _("The headline has %(signs)s signs: give a short one for cards and searches.")
        yield Item(
            "short_headline", message % {"signs": len(copy.headline)}, "short_headline", False
        )
    if not copy.standfirst.strip() and copy.genre not in _NEEDS_NO_STANDFIRST:
        yield Item("standfirst", _("Write a standfirst."), "standfirst")
    elif len(copy.standfirst) > STANDFIRST_SIGNS:
        message = _("The standfirst has %(signs)s signs; 280 are enough.")
        yield Item(
            "standfirst_long", message % {"signs": len(copy.standfirst)}, "standfirst", False
        )
    if not to_text(copy.body):
        yield Item("body", _("The text is empty."), "body")


def _signature(copy):
    if not copy.bylines and copy.genre not in _NEEDS_NO_SIGNATURE:
        yield Item("bylines", _("Say who signs."), "bylines")
    for line in copy.bylines:
        named_in_person = line.role not in _NOBODY_IN_PERSON or _is_initials(line.signed_as)
        if line.author_id is None and named_in_person:
            message = _("Who is “%(signature)s”? Link an author or create one.")
            # « Photo : DR » names nobody, « Photo : O.D. » somebody
            is_blocking = line.role != Byline.Role.PHOTO or _is_initials(line.signed_as)
            yield Item(
                "unresolved", message % {"signature": line.signed_as}, "bylines", is_blocking
            )


def _is_initials(signature):
    return bool(_INITIALS.fullmatch(signature.strip()))


def _hidden_names(copy):
    """Find the names that must not be public, wherever somebody wrote them by hand."""
    hidden = Author.objects.filter(is_public=False).values_list("name", flat=True)
    if not hidden:
        return
    texts = {name: getattr(copy, name) for name in ("kicker", "headline", "standfirst")}
    texts |= {"short_headline": copy.short_headline, "body": to_text(copy.body)}
    texts |= {"editors_note": to_text(copy.editors_note), "slug": copy.slug.replace("-", " ")}
    texts["bylines"] = " / ".join(line.signed_as for line in copy.bylines if not line.author_id)
    numbers = {*named_numbers(copy.body, "data-photo"), copy.lead_photo_id} - {None}
    for photo in Photo.objects.filter(pk__in=numbers):
        words = f"{photo.caption} / {photo.credit} / {photo.alt_text}"
        texts["lead_photo"] = f"{texts.get('lead_photo', '')} / {words}"
    for name in hidden:
        pattern = re.compile(rf"\b{re.escape(fold(name))}\b")
        for field, text in texts.items():
            if pattern.search(fold(text)):
                message = _("The name “%(name)s” must not be public: take it out here.")
                yield Item("hidden_name", message % {"name": name}, field)


def _photos(copy):
    lead = {copy.lead_photo_id} - {None}
    named = named_numbers(copy.body, "data-photo")
    found = Photo.objects.select_related("photographer").prefetch_related("renditions")
    found = found.in_bulk({*lead, *named})
    for number in dict.fromkeys([*lead, *named]):
        where = "lead_photo" if number in lead else "body"
        photo = found.get(number)
        if photo is None:
            message = _("Photo no. %(number)s is no longer in the library.") % {"number": number}
            yield Item("photo_gone", message, where)
        else:
            yield from _photo(photo, where)


def _photo(photo, where):
    name = {"number": photo.pk}
    if photo.is_withdrawn:
        yield Item("photo_withdrawn", _("Photo no. %(number)s is withdrawn.") % name, where)
    if photo.rights_expire_on and photo.rights_expire_on < timezone.localdate():
        yield Item(
            "photo_rights", _("The rights of photo no. %(number)s have ended.") % name, where
        )
    if not photo.caption.strip():
        yield Item("photo_caption", _("Photo no. %(number)s has no caption.") % name, where)
    if not photo.credit_line.strip():
        yield Item("photo_credit", _("Photo no. %(number)s has no credit.") % name, where)
    if not photo.alt_text.strip():
        message = _("Photo no. %(number)s has no alternative text.") % name
        yield Item("photo_alt", message, where)
    if not photo.renditions.all() and not photo.is_withdrawn:
        message = _("Photo no. %(number)s has no files for readers: save it again in the library.")
        yield Item("photo_files", message % name, where)


def _references(copy):
    rubric = Rubric.objects.get(pk=copy.rubric_id)
    if rubric.is_column and copy.genre == Genre.NEWS:
        message = _("A text of the column “%(column)s” is rarely news: check the genre.")
        yield Item("genre", message % {"column": rubric}, "genre", False)
    if copy.kicker_kind == "place" and not Tag.objects.filter(folded=fold(copy.kicker)).exists():
        message = _(
            "“%(place)s” is a place that nobody has created yet: its page would be missing."
        )
        yield Item("kicker_place", message % {"place": copy.kicker}, "kicker", False)
    named = set(named_numbers(copy.body, "data-article"))
    public = Publication.objects.visible().filter(article__in=named)
    missing = len(named - set(public.values_list("article", flat=True)))
    if missing:
        message = ngettext(
            "A “see also” in the text leads to a text that is not published: it will not be shown.",
            "%(count)s “see also” in the text are not published: they will not be shown.",
            missing,
        )
        yield Item("read_also", message % {"count": missing}, "body", False)


def _doubts(copy):
    if copy.is_reserved and len(blocks(copy.body)) <= copy.free_blocks:
        message = _("All of the text is free: it has no more blocks than anybody may read.")
        yield Item("reserved", message, "free_blocks", False)
    if not copy.tag_ids:
        yield Item("tags", _("No tag: the text will be hard to find again."), "tags", False)
    signers = [line.signed_as for line in copy.bylines if line.role == Byline.Role.TEXT]
    for name in ("headline", "standfirst", "body"):
        text = getattr(copy, name)
        text = to_text(text) if name == "body" else text
        for warning in warnings_in(text, known_names=signers):
            yield Item(f"typography_{warning.code}", warning.message, name, False)
