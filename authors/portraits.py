"""Portraits: the original stays private, small squares are public while the person is."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from newsroom.files import delete_after_commit, delete_path_after_commit, random_stem
from newsroom.images import check_upload, make_portrait

_SUFFIXES = {"avif": "avif", "jpeg": "jpg"}


@transaction.atomic
def store(author, upload):
    """Keep `upload` (a file object) as the portrait of `author` and make its public files.

    Raises ValidationError when the file is no picture that we can show.
    """
    check_upload(upload)
    if author.portrait:
        delete_after_commit(author.portrait)
    upload.seek(0)
    author.portrait.save("", ContentFile(upload.read()), save=False)
    renew(author)


@transaction.atomic
def remove(author):
    """Delete the portrait with its public files."""
    if author.portrait:
        delete_after_commit(author.portrait)
        author.portrait = ""
    renew(author)


@transaction.atomic
def renew(author):
    """Make the public files again; there are none of a person who is not public.

    The files get new names each time: a picture that was seen once must not stay at its address.
    """
    for files in author.portrait_renditions.values():
        for path in files.values():
            delete_path_after_commit(path)
    author.portrait_renditions = {}
    if author.portrait and author.is_public:
        with author.portrait.open("rb") as original:
            stem = random_stem("portraits")
            for made in make_portrait(original):
                name = f"{stem}-{made.width}.{_SUFFIXES[made.format]}"
                path = default_storage.save(name, ContentFile(made.content))
                author.portrait_renditions.setdefault(str(made.width), {})[made.format] = path
    author.save(update_fields=["portrait", "portrait_renditions"])
