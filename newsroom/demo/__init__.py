"""« Le Fleuve », an invented newspaper: its copy lies in `copy/`, the rest in the TOML files.

Nothing in this folder is about a real person, company or event.
"""
