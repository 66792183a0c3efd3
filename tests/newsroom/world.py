"""A person of the newsroom at the desk, and what a role comes to there: yes, read, no or -."""

from django.test import Client

from articles import publishing, snapshots
from articles.models import Photo
from newsroom.models import User
from tests import cast


class World:
    """A person with one role, what is his, and what is somebody else's."""

    def __init__(self, role):
        self.person = cast.user(role)
        self.other = cast.user("journalist")
        self.root = User.objects.create_superuser(email="root@example.org", password="x")
        cast.paper()
        self.client = Client()
        self.client.force_login(self.person)

    def text(self, *, by, state="draft"):
        text = cast.article(created_by=by)
        snapshots.record(article=text, by=by)
        if state == "submitted":
            publishing.submit(article=text, by=cast.publisher())
        if state == "published":
            publishing.publish(article=text, by=cast.publisher())
        return text

    def photo(self, *, by):
        return Photo.objects.create(original="none.jpg", caption="Le quai", uploaded_by=by)

    # --- What a role comes to ---
    def see(self, address):
        return verdict(self.client.get(f"/redaction/{address}"))

    def do(self, address, **fields):
        return verdict(self.client.post(f"/redaction/{address}", fields))

    def change(self, instance):
        """See a form, and check that sending it is refused to whoever may only read it."""
        label = instance._meta.label_lower.replace(".", "/")
        address = f"{label}/{instance.pk}/change/"
        seen, sent = self.see(address), self.do(address)
        assert (sent == "yes") == (seen == "yes"), f"{address}: seen {seen}, sent {sent}"
        return seen

    def delete(self, instance):
        label = instance._meta.label_lower.replace(".", "/")
        done = self.do(f"{label}/{instance.pk}/delete/", post="yes")
        is_gone = not type(instance).objects.filter(pk=instance.pk).exists()
        assert is_gone == (done == "yes")
        return done

    def verb(self, name, text, **fields):
        revision = text.revisions.first().pk
        return self.do(f"articles/article/{text.pk}/{name}/", revision=revision, **fields)


def verdict(response):
    if response.status_code == 403:
        return "no"
    if response.status_code == 404 or response.headers.get("Location") == "/redaction/":
        return "-"
    assert response.status_code in (200, 302), response.status_code
    assert "/login/" not in response.headers.get("Location", "")
    context = response.context or {}
    is_form = "adminform" in context and context["original"]
    return "read" if is_form and not context["has_change_permission"] else "yes"


# --- What the subscription office works on ---
