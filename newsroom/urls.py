from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("redaction/", admin.site.urls),
]
