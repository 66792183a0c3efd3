"""The door that a WSGI server such as gunicorn opens."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
if settings.KEEP_PAGES:
    from newsroom.keeping.wsgi import KeptPages  # once the applications are loaded

    application = KeptPages(application)
