from django.urls import path

from authors.views import AuthorList

urlpatterns = [path("", AuthorList.as_view(), name="list")]
