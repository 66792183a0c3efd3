"""Whatever the newsroom does, in whatever order: every kept page equals a fresh drawing."""

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.keeping import machine, paper


@pytest.mark.usefixtures("one_connection")
def test_every_kept_page_equals_a_fresh_drawing(tmp_path):
    class Newsroom(machine.Newsroom):
        folder = tmp_path

    with time_machine.travel(paper.START, tick=False):
        Newsroom.staff, Newsroom.other_staff = paper.print_it()
    checked = settings(
        max_examples=6,
        stateful_step_count=14,
        phases=[Phase.generate],  # a step is slow, and ten of them can be read as they are
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Newsroom, settings=checked)
