"""What this installation is: its engine, its migrations, its key, and whether it holds anything."""

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.backup import postgresql, sqlite
from newsroom.backup.archive import Manifest

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def manifest_of(connection):
    """Return what a backup made now says of itself."""
    return Manifest(
        made_at=timezone.now(),
        engine=connection.vendor,
        version=ENGINES[connection.vendor].version(connection),
        migrations=migrations(connection),
        secret=fingerprint(),
    )


def fingerprint():
    """Return what tells this SECRET_KEY from another one, and tells nothing of it."""
    return salted_hmac("newsroom.backup", "", algorithm="sha256").hexdigest()[:16]


def migrations(connection):
    """Return « app.name » of every migration that has run on the database."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def unknown(names, *, optional):
    """Return the migrations among « app.name » that this code lacks, but for `optional` apps."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = {".".join(key) for key in [*loader.disk_migrations, *replaced]}
    return [name for name in names if name not in known and name.split(".")[0] not in optional]


def strange_tables(connection):
    """Return the tables that no installation of the newspaper makes."""
    caches = {
        cache["LOCATION"]
        for cache in settings.CACHES.values()
        if cache["BACKEND"].endswith("DatabaseCache")
    }
    own = {*connection.introspection.django_table_names(), "django_migrations", *caches}
    return sorted(set(connection.introspection.table_names()) - own)
