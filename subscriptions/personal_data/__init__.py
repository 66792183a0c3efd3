"""What the newspaper holds about a reader: told to him whole, and taken away when he asks.

`register` says it model by model; `exporting` and `deleting` go by it, and a test holds it against
every model that is installed.
"""
