from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newspaper and people")


class AdminConfig(StockAdminConfig):
    """The stock admin with our own site: start page, look and order of the desk."""

    default_site = "newsroom.admin_site.NewsroomAdminSite"
