"""wrk as a crowd of readers, and what it says of them."""

import contextlib
import json
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16  # as many as the application's two processes have threads
_HERE = Path(__file__).parent  # of the scripts
_FOR_EVER = 3600  # seconds
_PATIENCE = 10  # seconds of waiting for an answer


class BrokenLoad(Exception):
    """wrk did not measure what was asked for: it failed, or some answers did."""


@dataclass(frozen=True)
class Load:
    """What a crowd got: answers a second, milliseconds, bytes an answer with its headers."""

    requests: int
    seconds: float
    p50: float
    p99: float
    bytes: float
    refused: int  # answers of 400 and above
    broken: int  # connections that failed, or waited too long for an answer

    @property
    def rate(self):
        return self.requests / self.seconds

    @property
    def lost(self):
        return self.refused + self.broken

    @classmethod
    def read(cls, printed):
        """Return what the line of JSON says that report.lua prints at the end."""
        found = [line for line in printed.splitlines() if line.startswith("{")]
        if not found:
            raise BrokenLoad(f"wrk said nothing of its load: {printed.strip()}")
        told = json.loads(found[-1])
        requests = told["requests"]
        return cls(
            requests=requests,
            seconds=told["microseconds"] / 1e6,
            p50=told["p50"] / 1000,
            p99=told["p99"] / 1000,
            bytes=told["bytes"] / requests if requests else 0.0,
            refused=told["refused"],
            broken=told["broken"],
        )

    def or_fail(self):
        """Return itself; raise BrokenLoad unless every answer was a good one."""
        if self.lost or not self.requests:
            raise BrokenLoad(f"Not every answer was a good one: {self}")
        return self


def run(server, paths, seconds, *, folder, headers=(), connections=CONNECTIONS):
    """Load `server` (an address without a path) for some seconds; return the `Load`.

    Several `paths` are asked for in turn; they are written into `folder` for wrk.
    """
    command = _command(server, paths, seconds, folder, headers, connections)
    done = subprocess.run(command, cwd=_HERE, check=True, capture_output=True, text=True)
    return Load.read(done.stdout)


@contextlib.contextmanager
def running(server, paths, *, folder):
    """Load `server` as long as the block lasts; yield a list that then holds the `Load`."""
    command = _command(server, paths, _FOR_EVER, folder, (), CONNECTIONS)
    found = []
    with subprocess.Popen(command, cwd=_HERE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield found
        finally:
            process.send_signal(signal.SIGINT)  # wrk then stops and tells
            printed, _nothing = process.communicate()
    found.append(Load.read(printed))


def _command(server, paths, seconds, folder, headers, connections):
    fixed = ["wrk", "--threads", "1", "--connections", str(connections)]
    fixed += ["--duration", f"{seconds}s", "--timeout", f"{_PATIENCE}s"]
    for header in ("Accept-Encoding: gzip", *headers):
        fixed += ["--header", header]
    if len(paths) == 1:  # wrk then has nothing to do but to send it
        return [*fixed, "--script", "report.lua", server + paths[0]]
    listed = Path(folder) / "addresses.txt"
    listed.write_text("\n".join(paths) + "\n", "utf-8")
    return [*fixed, "--script", "addresses.lua", server, "--", str(listed)]
