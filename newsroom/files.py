"""Where files lie: public renditions at MEDIA_URL, originals where no address leads."""

import os
import secrets
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import transaction
from django.utils.deconstruct import deconstructible


class PrivateStorage(FileSystemStorage):
    """Files that are never served: originals of photos and portraits."""

    @property
    def base_location(self):
        return settings.PRIVATE_ROOT  # asked each time: the tests move it

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise ValueError("An original has no URL: readers get what is made from it.")


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


def random_stem(folder):
    """Return the beginning of the names of files made together: « photos/3f/3f94c27a61d05be8 ».

    Nobody can guess it, and in a page's compressed form the second name costs next to nothing.
    """
    stem = secrets.token_hex(8)
    return f"{folder}/{stem[:2]}/{stem}"


def delete_after_commit(file):
    """Delete the file of a model field once the transaction holds: a rollback keeps it."""
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))


def delete_path_after_commit(path):
    """Delete a public file once the transaction holds."""
    transaction.on_commit(lambda: default_storage.delete(path))
