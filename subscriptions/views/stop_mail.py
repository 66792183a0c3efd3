"""One press stops the mails about replies, from the mail itself (RFC 8058)."""

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from newsroom.pages import PrivatePage
from subscriptions.models import Reader


@method_decorator(csrf_exempt, name="dispatch")
class StopMailPage(PrivatePage):
    """Asked for, it changes nothing; posted to, by a mail program without cookies, it stops them.

    The key in the address is all that is needed, and tells nobody whose mail it is.
    """

    template_name = "subscriptions/contributions/stop_mail.html"
    styles = ("base", "page", "form")

    def context(self, mail_key):
        return {"wants": get_object_or_404(Reader, mail_key=mail_key).wants_replies_by_mail}

    def post(self, request, mail_key):
        reader = get_object_or_404(Reader, mail_key=mail_key)
        Reader.objects.filter(pk=reader.pk).update(wants_replies_by_mail=False)
        return self.page(request, {"wants": False})
