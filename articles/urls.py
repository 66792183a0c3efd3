"""The addresses of what is published, for ever; the number alone decides about an article."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from articles.views.archives import ArchivePage
from articles.views.detail import ArticlePage
from articles.views.feeds import Feed
from articles.views.front import FrontPage
from articles.views.lists import AuthorPage, RubricPage, TagPage
from articles.views.pages import PlainPage


class NumberConverter(IntConverter):
    """A number that a database can hold, written in the one way: any other is nobody's."""

    regex = "0|[1-9][0-9]{0,17}"


register_converter(NumberConverter, "number")

_MONTH = "<yyyy:year>/<dd:month>/"
_DAY = _MONTH + "<dd:day>/"


def _list(address, page, name):
    """Return the addresses of a list: the newest, those of a month, those of a day."""
    view = page.as_view()
    return [
        path(address, view, name=name),
        path(address + _MONTH, view, name=f"{name}_month"),
        path(address + _DAY, view, name=f"{name}_day"),
    ]


app_name = "articles"
urlpatterns = [
    path("", FrontPage.as_view(), name="front"),
    path("flux/", Feed.as_view(), name="feed"),
    path("pages/<slug:slug>/", PlainPage.as_view(), name="page"),
    *_list("rubriques/<slug:slug>/", RubricPage, "rubric"),
    *_list("mots-cles/<slug:slug>/", TagPage, "tag"),
    *_list("lieux/<slug:slug>/", TagPage, "place"),
    path("<yyyy:year>/", ArchivePage.as_view(), name="year"),
    path(_MONTH, ArchivePage.as_view(), name="month"),
    path(_DAY, ArchivePage.as_view(), name="day"),
    path(_DAY + "<number:number>-<str:slug>/", ArticlePage.as_view(), name="detail"),
    path(_DAY + "<number:number>/", ArticlePage.as_view()),
]

author_urlpatterns = [
    path("<slug:slug>/", AuthorPage.as_view(), name="detail"),
    path("<slug:slug>/" + _MONTH, AuthorPage.as_view(), name="month"),
    path("<slug:slug>/" + _DAY, AuthorPage.as_view(), name="day"),
]
"""Under the authors' namespace: authors know no articles, articles know their authors."""
