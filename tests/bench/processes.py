"""What a server and its workers cost: processor time and memory, as Linux counts them."""

import contextlib
import os
from pathlib import Path
from typing import NamedTuple

_TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
_PARENT, _TIMES = 1, slice(11, 15)  # fields of /proc/<pid>/stat after the name: proc(5)


class _Process(NamedTuple):
    parent: int
    milliseconds: float  # its own, and of those children that ended


class Server:
    """A process with all that descend from it; `Server.of_parent` finds a father by its child."""

    def __init__(self, pid):
        self.pid = pid

    @classmethod
    def of_parent(cls, pid):
        """Return the server that the process `pid` works for, as PostgreSQL's for a connection."""
        return cls(_process(pid).parent)

    def milliseconds(self):
        """Return the processor time spent since the start."""
        return sum(process.milliseconds for process in self._members().values())

    def mebibytes(self):
        """Return the proportional set size: shared memory counts once, divided among its users."""
        return sum(_proportional_kibibytes(pid) for pid in self._members()) / 1024

    def run_on(self, processors):
        """Let all threads run on the `processors` (a set of numbers) alone."""
        for pid in self._members():
            for thread in Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(ProcessLookupError):  # it has just ended
                    os.sched_setaffinity(int(thread.name), processors)

    def _members(self):
        """Return `{pid: _Process}` of the process and its descendants."""
        everybody = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and (process := _process(folder.name)):
                everybody[int(folder.name)] = process
        mine, found = {self.pid}, set()
        while mine - found:
            found |= mine
            mine |= {pid for pid, process in everybody.items() if process.parent in found}
        return {pid: everybody[pid] for pid in found if pid in everybody}


def _process(pid):
    """Return what the system says of a process; None when it has just ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()  # a name may hold blanks and brackets
    return _Process(int(fields[_PARENT]), sum(map(int, fields[_TIMES])) * _TICK)


def _proportional_kibibytes(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
