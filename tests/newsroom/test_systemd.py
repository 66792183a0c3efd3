"""What `manage.py systemd_units` writes, judged by systemd itself where it is installed."""

import re
import shutil
import subprocess
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsroom.production import nginx, systemd

ANALYSE = shutil.which("systemd-analyze")
with_systemd = pytest.mark.skipif(not ANALYSE, reason="needs apt-get install systemd")


@pytest.fixture
def folder(tmp_path):
    call_command("systemd_units", write=tmp_path, user="www-data", stdout=StringIO())
    return tmp_path


def lines(folder, name, key):
    text = (folder / name).read_text("utf-8")
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


@with_systemd
def test_systemd_finds_nothing_wrong_with_them(folder):
    names = [str(folder / name) for name in systemd.UNITS]
    said = subprocess.run([ANALYSE, "verify", *names], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@with_systemd
@pytest.mark.parametrize("name", [name for name in systemd.UNITS if name.endswith(".service")])
def test_little_is_left_open_to_who_breaks_in(folder, name):
    """systemd counts from 0 (nothing) to 10 (everything); Debian's own nginx has 9 and more."""
    command = [ANALYSE, "security", "--offline=yes", "--threshold=25", str(folder / name)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_the_server_listens_where_nginx_looks(folder):
    (start,) = lines(folder, "newsroom.service", "ExecStart")
    assert start.endswith(f"manage.py serve --bind {nginx.SOCKET}")
    assert lines(folder, "newsroom.service", "RuntimeDirectory") == ["newsroom"]


def test_a_reload_waits_for_the_new_version(folder):
    reload = lines(folder, "newsroom.service", "ExecReload")
    assert reload[0] == "/bin/kill -USR2 $MAINPID"
    assert "--pid=$MAINPID" in reload[1]
    assert lines(folder, "newsroom.service", "NotifyAccess") == ["all"]


def test_only_what_the_newspaper_writes_can_be_written(folder, settings):
    for name in systemd.UNITS:
        if name.endswith(".service"):
            assert lines(folder, name, "ProtectSystem") == ["strict"]
            assert lines(folder, name, "ReadWritePaths") == [str(settings.VAR_DIR)]
            assert lines(folder, name, "User") == ["www-data"]


def test_everything_periodic_is_one_timer_and_the_backup_another(folder):
    assert lines(folder, "newsroom-tick.timer", "OnCalendar") == ["minutely"]
    assert lines(folder, "newsroom-tick.service", "ExecStart")[0].endswith("manage.py tick")
    assert " backup " in lines(folder, "newsroom-backup.service", "ExecStart")[0]
    assert lines(folder, "newsroom-backup.timer", "Persistent") == ["true"]


def test_without_a_folder_they_are_printed():
    out = StringIO()
    call_command("systemd_units", stdout=out)
    assert [name for name in systemd.UNITS if f"# --- {name}\n" in out.getvalue()] == [
        *systemd.UNITS
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("systemd_units", write=tmp_path / "nowhere", stdout=StringIO())
