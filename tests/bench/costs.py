"""What one kind of page costs in one way: a load, and what the servers spent on it."""

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
        """Let one reader ask for `paths`; return the `Cost`. Raises BrokenLoad.

        Two processors of a rented machine are often two threads of one core: when both work, the
        same work counts up to 1.8 times the time.
        """
        return self._measured(paths, headers, 1)

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
