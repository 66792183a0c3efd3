"""What the figures were measured on."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from tests.bench.servers import WORKERS


def described():
    """Return a line with the machine and the versions of what took part."""
    memory = re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text("ascii"))[1]
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        database = cursor.fetchone()[0].split()[0]
    parts = [
        f"{os.cpu_count()} processors, {int(memory) / 2**20:.0f} GiB",
        f"{WORKERS} processes of gunicorn {version('gunicorn')}",
        f"Python {platform.python_version()}",
        f"Django {version('django')}",
        f"PostgreSQL {database}",
        f"nginx {_version_of('nginx', '-v')}",
        f"wrk {_version_of('wrk', '-v')}",
    ]
    return f"{' · '.join(parts)}."


def _version_of(program, option):
    said = subprocess.run([program, option], capture_output=True, text=True, check=False)
    return re.search(r"\d+(?:\.\d+)+", said.stdout + said.stderr)[0]
