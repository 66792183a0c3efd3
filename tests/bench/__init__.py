"""`make bench`: what pages cost and how soon a change is seen, on servers of its own.

`python -m tests.bench` copies the program into a temporary folder, so that nothing of a developer's
is touched, starts PostgreSQL there and fills a newspaper; `inside` then measures it.
"""
