"""What this machine has for the tests that need more than Python, and how to get what it lacks."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOTHING_LEFT_OUT = os.environ.get("NEWSROOM_NOTHING_LEFT_OUT") == "1"


class Tool(NamedTuple):
    name: str
    found: bool
    command: str  # gets the tool on Debian


def postgresql_programs():
    """Return the folder of initdb and pg_ctl, the newest first; None without a server.

    Debian keeps them out of PATH, one folder a version; what PATH holds may be a client alone.
    """
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if _has_server(path)]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    initdb = shutil.which("initdb")
    folder = Path(initdb).resolve().parent if initdb else None
    return folder if folder and _has_server(folder) else None


def _has_server(folder):
    return all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres"))


def chromium():
    """Return the path of the browser, chosen by CHROMIUM or found; None without one."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or shutil.which("chromium") or shutil.which("chromium-browser")


def html_checker():
    """Return the command that starts the Nu HTML checker; None without Java or without its jar."""
    jar = os.environ.get("VNU_JAR") or next((ROOT / "var" / "tools").rglob("vnu.jar"), None)
    java = shutil.which("java")
    return [java, "-jar", str(jar)] if java and jar else None


def nginx():
    """Return the path of nginx, which Debian keeps where only root looks; None without it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def tools():
    """Return every tool in the order in which a person would install them."""
    return [
        Tool(
            "PostgreSQL",
            found=postgresql_programs() is not None,
            command="apt-get install postgresql",
        ),
        Tool("Chromium", found=chromium() is not None, command="apt-get install chromium"),
        Tool(
            "Nu HTML checker",
            found=html_checker() is not None,
            command="apt-get install default-jre-headless npm && make html-checker",
        ),
        Tool("nginx", found=nginx() is not None, command="apt-get install nginx"),
        Tool("gettext", found=bool(shutil.which("xgettext")), command="apt-get install gettext"),
    ]


def left_out():
    """Return one line for each missing tool: « Left out: NAME · COMMAND »."""
    return [f"Left out: {tool.name} · {tool.command}" for tool in tools() if not tool.found]
