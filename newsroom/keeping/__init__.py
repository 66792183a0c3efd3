"""Keeps drawn public pages, and draws anew exactly those that a change touches.

    verb ──► changed(keys) ──► Change row, in the verb's own transaction
                                   │ looked for ten times a second by each process (`watch`)
                                   ▼
    reader ──► `wsgi` ──► `memory` of the process ──► `store` of the machine ──► `drawing`

A page names the keys it depends on when it is drawn. `keeper` joins the parts; `refreshing` draws
what became stale before anybody asks, and hands it to the caches in front.
"""

from newsroom.keeping.changes import PATH, changed, noting

__all__ = ["PATH", "changed", "noting"]
