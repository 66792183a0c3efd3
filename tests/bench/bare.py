"""The least that Django can do: a view that returns the bytes of one page, and nothing else.

A reference for the kept page: the same server with the same settings. BENCH_PAGE names the file
that `references.save` wrote.
"""

import json
import os
from base64 import b64decode
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

_PAGE = json.loads(Path(os.environ["BENCH_PAGE"]).read_text("utf-8"))
_BODY = b64decode(_PAGE["body"])

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="signs nothing",
)


def page(request):
    return HttpResponse(_BODY, headers=_PAGE["headers"])


urlpatterns = [re_path("", page)]
application = get_wsgi_application()
