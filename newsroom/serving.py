"""How gunicorn serves the newspaper: `manage.py serve`, which gives it this configuration.

**A new version without a moment offline.** `kill -USR2` (`systemctl reload newsroom`) starts a
second gunicorn from the files that lie there now, on the same socket. When its processes are ready,
they send the old one away, which answers what it has begun. If the new version does not start, the
old one has never stopped. HUP would put old processes in the place of old ones, for the application
is loaded once, before they are divided: two processes with all kinds of pages warm then take 148
MiB together instead of 164 (proportional set size, PostgreSQL), and 88 instead of 145 at first.
"""

import contextlib
import gc
import os
import signal

from django.utils.module_loading import import_string
from gunicorn.systemd import sd_notify

from newsroom.settings import DATABASES

worker_class = "gthread"
threads = 8
# Threads, because the embedded database is one file: a second process would add writers that wait
# for each other, not speed. PostgreSQL gets a process for each processor.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    workers = 1
else:
    workers = max(2, len(os.sched_getaffinity(0)))
preload_app = True
keepalive = (
    5  # seconds; nginx closes an idle connection sooner, so that it never meets a closed one
)
backlog = 2048  # connections that wait while all threads are busy
graceful_timeout = 30  # seconds for what has begun when a process is to end
umask = 0o007  # a socket is for the newspaper's group, in which nginx is
loglevel = "warning"
control_socket_disable = True  # it would lie in the home folder, one for all that gunicorn serves


def when_ready(server):
    """Load all there is to load, and leave it to all processes in common.

    The collector would write a mark into each object, and so make each page of memory a copy.
    """
    import_string("newsroom.production.warming.warm_up")()  # needs the application loaded
    gc.collect()
    gc.freeze()


def pre_fork(server, worker):
    """Tell a process which gunicorn it takes the place of: 0 for none."""
    worker.replaces = server.master_pid


def post_worker_init(worker):
    _end_in_order(worker)
    if worker.replaces and worker.age >= worker.cfg.workers:
        _replace(worker)


def _replace(worker):
    """Send the former gunicorn away, now that the last process of the new one is ready.

    systemd is told first who is to be watched from now on (sd_notify(3), MAINPID).
    """
    sd_notify(f"MAINPID={worker.ppid}", worker.log)
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker.replaces, signal.SIGTERM)


def _end_in_order(worker):
    """End a worker in order after Ctrl-C, which the terminal sends to master and workers alike.

    The master then tells each worker to quit at once; a threaded one that is told so while it hands
    work to a thread waits for its own lock, and is killed half a minute later.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
