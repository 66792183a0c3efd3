"""How gunicorn serves the bare view: as the newspaper, without what only the newspaper can do."""

from newsroom.serving import (
    backlog,
    control_socket_disable,
    keepalive,
    loglevel,
    preload_app,
    threads,
    worker_class,
)

__all__ = [
    "backlog",
    "control_socket_disable",
    "keepalive",
    "loglevel",
    "preload_app",
    "threads",
    "worker_class",
]
