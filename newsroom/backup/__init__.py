"""One file that holds the newspaper, database and files, and the way back from it.

    newsroom-2026-11-23-143000.tar
        manifest.json          format, date, database engine, migrations
        media/… private/…      public files and originals that were there before
        secret-key             with the embedded database, which makes its own
        database.sqlite3.gz    or database.pgdump, which is compressed already
        media/… private/…      files that came meanwhile
        SHA256SUMS             what belongs to the backup; `sha256sum -c` reads it too

**Files first, database second, new files last.** A file has a name drawn by chance and never
changes; it is written before the row that names it commits, and deleted after the row is gone. So a
database copied first would name files that are deleted while gigabytes of photos are copied, and
one copied last would name photos that came after the files. Hence: the files that have been there
for a minute, however long that takes; then the database, in an instant of its own; then, quickly,
the files that are not in yet. What was deleted before that instant is left out of SHA256SUMS and is
not brought back: the address of a withdrawn photo must not come to life again. Only a photo that
came within the backup and is replaced in the moments after the database was copied may be missing.

The page store (`PAGE_STORE`) is disposable and not in it; `.env` belongs to the machine.
"""
