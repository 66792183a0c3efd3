"""Hands for the tests of the admin's article screens: who is signed in, what a browser sends."""

from django.test import Client
from django.urls import reverse

ADD = "/redaction/articles/article/add/"
LIST = "/redaction/articles/article/"


def desk(user):
    """Return a client in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def address(article, page="change"):
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def form_data(client, path, **changed):
    """Return what a browser would send of the form at `path`, with some fields changed."""
    return data_of(client.get(path), **changed)


def data_of(response, **changed):
    """Return what a browser would send of the form in `response`; None leaves a field out."""
    form = response.context["adminform"].form
    data = {name: _value(form[name]) for name in form.fields}
    for inline in response.context["inline_admin_formsets"]:
        for part in [inline.formset.management_form, *inline.formset.forms]:
            data |= {part[name].html_name: _value(part[name]) for name in part.fields}
    return {name: value for name, value in (data | changed).items() if value is not None}


def _value(bound):
    found = bound.value()
    if isinstance(found, bool):
        return "on" if found else None
    return "" if found is None else found


def save(client, article, **changed):
    """Open the form of `article`, change fields, press a button (`_then`); return the answer."""
    path = address(article)
    return client.post(path, form_data(client, path, **changed))


def said(client, response):
    """Return the messages of the page that `response` leads to."""
    if response.status_code == 302:
        response = client.get(response.url)
    return [str(message) for message in response.context["messages"]]


def errors(response):
    return response.context["adminform"].form.errors
