"""How gunicorn serves the newspaper: `gunicorn newsroom.wsgi --config python:newsroom.serving`."""

import signal

# Threads, because the embedded database is one file: a second process would add writers that wait
# for each other, not speed. With PostgreSQL, `--workers` on the command line adds processes.
worker_class = "gthread"
threads = 8
loglevel = "warning"
control_socket_disable = True  # it would lie in the home folder, one for all that gunicorn serves


def post_worker_init(worker):
    """End a worker in order after Ctrl-C, which the terminal sends to master and workers alike.

    The master then tells each worker to quit at once; a threaded one that is told so while it hands
    work to a thread waits for its own lock, and is killed half a minute later.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
