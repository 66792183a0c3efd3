"""The parts of `make bench` that could tell something wrong without anybody noticing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import aims
from tests.bench.load import BrokenLoad, Load
from tests.bench.processes import Server
from tests.bench.table import AIM_TITLES, milliseconds, percentile, table

SAID = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
Requests/sec:   2000.00

{"requests": 3000, "microseconds": 1500000, "bytes": 6000000, "p50": 1500, "p99": 12000, \
"refused": 0, "broken": 0}
"""
SPINS = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"


class TestWhatTheLoadSays:
    def test_is_read_in_the_units_of_the_table(self):
        load = Load.read(SAID)
        assert (load.rate, load.p50, load.p99, load.bytes) == (2000, 1.5, 12, 2000)
        assert load.or_fail() is load

    def test_a_bad_answer_is_no_measurement(self):
        for word in ("refused", "broken"):
            with pytest.raises(BrokenLoad, match=f"{word}=7"):
                Load.read(SAID.replace(f'"{word}": 0', f'"{word}": 7')).or_fail()

    def test_nor_is_silence(self):
        with pytest.raises(BrokenLoad, match="unable to connect"):
            Load.read("unable to connect to 127.0.0.1:1")
        with pytest.raises(BrokenLoad):
            Load.read(SAID.replace("3000", "0")).or_fail()


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells it")
class TestWhatAServerCosts:
    def test_children_count_with_their_parent_while_they_live_and_after(self):
        shell = f"'{sys.executable}' -c '{SPINS}'; echo; read wait"
        with subprocess.Popen(
            ["sh", "-c", shell], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            server = Server(process.pid)
            process.stdout.readline()
            while_it_lives = server.milliseconds()
            memory = server.mebibytes()
            process.stdin.write("\n")
            process.stdin.flush()
            process.stdout.readline()
            after = server.milliseconds()
            alone = server.mebibytes()
            process.communicate("\n")
        assert 280 <= while_it_lives <= after < 3000
        assert memory > alone > 0
        assert server.milliseconds() == server.mebibytes() == 0

    def test_a_server_is_found_by_one_of_its_processes(self):
        assert Server.of_parent(os.getpid()).pid == os.getppid()


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [([7], 50, 7), ([7], 99, 7), (list(range(1, 201)), 50, 100), (list(range(1, 201)), 99, 198)],
)
def test_a_percentile_is_a_value_that_was_measured(values, part, expected):
    assert percentile(values, part) == expected


def test_an_aim_is_met_at_its_limit_and_missed_beyond():
    at_limit = aims.Aim("rate", 0.8, "≥", 0.8)
    below = aims.Aim("rate", 0.79, "≥", 0.8)
    slow = aims.Aim("drawn", 5.1, "≤", 5, "ms")
    assert table(AIM_TITLES, [aim.row() for aim in (at_limit, below, slow)]).splitlines()[2:] == [
        "| rate | met | 0.80 × | ≥ 0.8 × |",
        "| rate | missed | 0.79 × | ≥ 0.8 × |",
        "| drawn | missed | 5.10 ms | ≤ 5 ms |",
    ]


def test_the_slowest_page_decides_about_the_delay():
    found = aims.of_delays("at rest", [(100, 200, 300), (150, 160, 2100)])
    assert [(aim.value, aim.is_met) for aim in found] == [(150, True), (200, True), (2100, False)]


def test_a_page_that_never_showed_a_change_is_later_than_any_aim():
    found = aims.of_delays("at rest", [(100, float("inf"), float("inf"))])
    assert [aim.is_met for aim in found] == [True, False, False]
    assert milliseconds(float("inf")) == "inf"
