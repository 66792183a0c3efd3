from django.contrib.admin import AdminSite


class NewsroomAdminSite(AdminSite):
    """The desk."""
