"""What the writing surface offers; `newsroom.html` says what is kept of it."""

EXTENSIONS = []
