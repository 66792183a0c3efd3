"""Where files lie: public renditions at MEDIA_URL, originals where no address leads."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible


class PrivateStorage(FileSystemStorage):
    """Files that are never served: originals of photos and portraits."""

    def __init__(self, **options):
        super().__init__(location=settings.PRIVATE_ROOT, base_url=None, **options)


def private_storage():
    return storages["private"]


_SUFFIXES = {".avif", ".jpg", ".jpeg", ".png", ".webp"}


@deconstructible
class RandomName:
    """Names an upload by chance: the name of the sender's file may tell what must not be public."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, instance, filename):
        stem = uuid.uuid4().hex
        suffix = PurePath(filename).suffix.lower()
        return f"{self.folder}/{stem[:2]}/{stem}{suffix if suffix in _SUFFIXES else ''}"

    def __eq__(self, other):
        return isinstance(other, RandomName) and self.folder == other.folder

    def __hash__(self):
        return hash(self.folder)
