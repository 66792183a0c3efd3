"""The photo library: keeps originals private and makes the files that readers get.

Renditions are made in the uploader's own request and again when the focal point moves; a withdrawn
photo has none, so that no address shows it any more.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from articles import refreshing
from articles.models import Photo, Rendition
from newsroom.files import delete_after_commit, random_stem
from newsroom.images import check_upload, make_renditions

_SUFFIXES = {"avif": "avif", "jpeg": "jpg"}


def store(photo, upload):
    """Keep `upload` (a file object) as the original of `photo`, saved with its public files.

    Raises ValidationError when the file is no picture that we can show. The pictures are made
    before anything is written: on SQLite nobody else can write while a transaction does.
    """
    checked = check_upload(upload)
    made = [] if photo.is_withdrawn else _made(photo, upload)
    with transaction.atomic():
        if photo.original:
            delete_after_commit(photo.original)
        upload.seek(0)
        photo.original.save("", ContentFile(upload.read()), save=False)
        photo.width, photo.height = checked.width, checked.height
        photo.save()
        _keep(photo, made)


def renew(photo):
    """Make the public files again, for a new original or focal point; none when withdrawn."""
    made = []
    if not photo.is_withdrawn:
        with photo.original.open("rb") as original:
            made = _made(photo, original)
    with transaction.atomic():
        _keep(photo, made)


def _made(photo, file):
    return list(make_renditions(file, focal=(photo.focal_x, photo.focal_y)))


def _keep(photo, made):
    """Put the pictures `made` in the place of the public files that there were."""
    for rendition in photo.renditions.all():
        delete_after_commit(rendition.file)
    photo.renditions.all().delete()
    stem = random_stem("photos")
    for picture in made:
        rendition = Rendition(
            photo=photo,
            purpose=picture.purpose,
            format=picture.format,
            width=picture.width,
            height=picture.height,
            size=len(picture.content),
        )
        name = f"{stem}-{picture.purpose}-{picture.width}.{_SUFFIXES[picture.format]}"
        rendition.file = default_storage.save(name, ContentFile(picture.content))
        rendition.save()


@transaction.atomic
def changed(photo, *, files_too):
    """Carry a saved change of `photo` to everything published with it, at once.

    `files_too`: the focal point moved, or the photo was withdrawn or brought back.
    """
    if files_too:
        renew(photo)
    refreshing.refresh_for(photo, hide=photo.is_withdrawn)


def delete_files(photo):
    """Delete every file of a photo that is about to go, once the transaction holds."""
    for file in [photo.original, *(rendition.file for rendition in photo.renditions.all())]:
        delete_after_commit(file)


@transaction.atomic
def credit_to(author):
    """Make credits that spell the name of `author` name him as the photographer instead.

    What is printed then follows what readers may know of him, whatever an agency's file said.
    """
    spelt = Photo.objects.filter(credit__contains=author.name)
    renamed = []
    for photo in spelt.filter(Q(photographer=None) | Q(photographer=author)):
        photo.photographer = author
        rest = photo.credit.replace(author.name, "").split("/")
        photo.credit = "/".join(part.strip() for part in rest if part.strip())
        photo.save(update_fields=["photographer", "credit", "search_key"])
        renamed.append(photo.pk)
    refreshing.refresh(refreshing.made_from("articles.photo", renamed), hide=True)
