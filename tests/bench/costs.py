"""What one kind of page costs in one way: a load, and what the servers spent on it."""

import contextlib
import os
from dataclasses import dataclass, replace

from django.db import connection

from tests.bench import load
from tests.bench.processes import Server


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time for a request, and mebibytes of the servers after it."""

    load: load.Load
    server: float
    database: float
    memory: float

    @property
    def together(self):
        return self.server + self.database

    def with_times_of(self, least):
        """Return the same load, with the processor times of another."""
        return replace(self, server=least.server, database=least.database)


class Meter:
    """Measures pages at one address; `servers` are all processes but the database's."""

    def __init__(self, address, servers, seconds, folder):
        self._address, self._servers = address, servers
        self._seconds, self._folder = seconds, folder
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._database = Server.of_parent(cursor.fetchone()[0])

    def measure(self, paths, headers=()):
        """Load `paths` after a second of warming up; return the `Cost`. Raises BrokenLoad."""
        load.run(self._address, paths, 1, folder=self._folder, headers=headers)
        return self._measured(paths, headers, load.CONNECTIONS)

    def alone(self, paths, headers=()):
        """Let one reader ask for `paths`; return the `Cost`. Raises BrokenLoad."""
        return self._measured(paths, headers, 1)

    @contextlib.contextmanager
    def on_one_processor(self):
        """Keep all that is measured, and what measures it, on one processor within the block.

        Two processors of a rented machine are often two threads of one core: when both work, the
        same work counts up to 1.8 times the time.
        """
        all_of_them = os.sched_getaffinity(0)
        self._run_on({min(all_of_them)})
        try:
            yield
        finally:
            self._run_on(all_of_them)

    def _run_on(self, processors):
        os.sched_setaffinity(0, processors)
        for server in (*self._servers, self._database):
            server.run_on(processors)

    def _measured(self, paths, headers, connections):
        server, database = self._spent(), self._database.milliseconds()
        found = load.run(
            self._address,
            paths,
            self._seconds,
            folder=self._folder,
            headers=headers,
            connections=connections,
        ).or_fail()
        return Cost(
            load=found,
            server=(self._spent() - server) / found.requests,
            database=(self._database.milliseconds() - database) / found.requests,
            memory=sum(server.mebibytes() for server in self._servers),
        )

    def _spent(self):
        return sum(server.milliseconds() for server in self._servers)
