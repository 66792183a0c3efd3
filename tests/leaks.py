"""A paper full of what must not get out, and a crawler that goes wherever an address leads.

Each secret holds a word of its own that no language has, so that one look tells where it got out.
"""

import datetime
import re
import uuid
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib import admin
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from articles import publishing, refreshing, snapshots
from articles.models import Article
from subscriptions import subscribing
from subscriptions.billing import ledger
from subscriptions.contributions import contributing
from subscriptions.models import Attempt, Contribution, Judgement, LedgerEntry, Plan, Reason
from subscriptions.moderation import judging
from tests import cast, talk, whole_paper

RESERVED = {
    "a paragraph": "zorbalune",
    "a crosshead": "kilvaster",
    "a table": "mombrique",
    "a box": "fendorile",
    "a quotation": "praluquet",
    "a player": "xantrovel",
    "a photo’s caption": "duvelnoque",
    "a text without a free part": "brusquolin",
    "a text about to be changed": "sarvepont",
}
APPROVED = "kelvaroun"
UNSEEN = {
    "a pending contribution": "mirzotal",
    "an edit that waits": "gavurnel",
    "a refused contribution": "tolbrisec",
    "a withdrawn contribution": "nuvarplot",
    "a contribution under an unchecked name": "dracompel",
    "a pending reply": "vishtonel",
    "a moderator’s note": "orquandel",
    "an appeal": "pluvarnex",
    "a report": "ragondelz",
    "a name nobody has checked": "grimpafol",
    "a draft": "hexobrume",
    "a withdrawn article": "clavorin",
    "a scheduled article": "yspalande",
    "the desk’s sources": "wembritou",
}
PERSONS = {
    "a real name": "vorbunde",
    "another real name": "quistrelle",
    "a moderator’s name": "maïga",
    "an e-mail address": "zalika.secret",
    "a telephone number": "99887766",
    "a spoken telephone number": "99\u00a088\u00a077\u00a066",
}
PEN_NAME = "Plume du quai"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def print_it():
    """Fill the database; return what the tests name: people, articles, contributions."""
    photo = cast.photo(caption="Une photo duvelnoque.")
    addresses = whole_paper.print_it()
    talk.space(contributions_each=9, replies_each=9, closes_after_days=0, is_open_to_read=False)
    texts = _reserved_texts(photo)
    _unpublished()
    people = SimpleNamespace(
        zalika=talk.named(
            cast.subscriber(
                "Zalika Vorbunde", email="zalika.secret@example.org", phone="+22399887766"
            ),
            PEN_NAME,
        ),
        bakary=talk.named(cast.subscriber("Bakary Quistrelle"), "Le pêcheur"),
        lapsed=cast.subscriber("Lecteur d’hier", days=-30),
        subscriber=cast.subscriber("Abonnée d’aujourd’hui"),
    )
    _discuss(people)
    _pay(people.zalika)
    return SimpleNamespace(people=people, addresses=addresses, photo=photo, texts=texts)


def _reserved_texts(photo):
    body = f"""<p>La partie libre.</p><p>Un zorbalune.</p><h2>Kilvaster</h2>
<table><tbody><tr><th>Mombrique</th></tr></tbody></table>
<aside data-box=""><h3>Fendorile</h3><p>Une boîte.</p></aside>
<blockquote data-pull=""><p>Praluquet.</p></blockquote><figure data-photo="{photo.pk}"></figure>
<figure data-embed=""><a href="https://www.youtube.com/watch?v=xantrovel">Xantrovel</a></figure>"""
    common = {"access": "subscribers", "tags": ["Eau"]}
    some = cast.published(**common, free_blocks=1, body=body, headline="La réserve")
    none = cast.published(
        **common,
        free_blocks=0,
        standfirst="",
        genre="news_brief",
        body="<p>Un brusquolin.</p>",
        headline="Une brève réservée",
    )
    changed = cast.published(**common, free_blocks=1, body="<p>Libre.</p><p>Un sarvepont.</p>")
    refreshing.refresh_for(cast.tag("Eau"))
    return [some, none, changed]


def _unpublished():
    cast.article("Un brouillon hexobrume", sources="Une source wembritou")
    cast.published(body="<p>Un texte public.</p>", sources="Une source wembritou")
    gone = cast.published(headline="Un article clavorin")
    publishing.withdraw(article=gone.article, by=cast.publisher(), notice="Retiré.")
    later = cast.article("Un article yspalande")
    by = cast.publisher()
    snapshots.record(article=later, by=by)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publishing.schedule(article=later, by=by, at=tomorrow)


def _discuss(people):
    zalika, bakary, ibrahim = people.zalika, people.bakary, cast.ibrahim()
    article = talk.article(headline="Le bac", tags=["Eau"])
    said = talk.said(article, zalika, f"Un {APPROVED} que les abonnés lisent.")
    edit = {"contribution": said, "user": zalika, "key": uuid.uuid4()}
    contributing.edit(**edit, text="Un gavurnel corrigé.")
    talk.write(article, zalika, "Un mirzotal qui attend.")
    refused = talk.write(article, zalika, "Un tolbrisec refusé.").wordings.get()
    reason, note = Reason.INSULT, "Une note orquandel."
    judgement = judging.reject(wording=refused, by=ibrahim, reason=reason, note=note)
    Judgement.objects.filter(pk=judgement.pk).update(
        settles_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    judging.appeal(judgement=judgement, user=zalika, words="Un recours pluvarnex.")
    gone = talk.said(article, zalika, "Un nuvarplot retiré.")
    answer = talk.write(article, bakary, "Une réponse vishtonel.", parent=said)
    assert answer.state == Contribution.State.PENDING
    contributing.withdraw(contribution=gone, user=zalika)
    contributing.report(
        contribution=said, user=bakary, reason=Reason.PRIVACY, note="Un signalement ragondelz."
    )
    newcomer = cast.subscriber("Nouvelle venue")
    talk.write(article, newcomer, "Un dracompel.", pen_name="Grimpafol")


def _pay(user):
    subscribing.held(user)
    ledger.record(user=user, method="cash", amount=2500, label="Un mois", clerk=cast.fanta())
    plan = Plan.objects.first()
    Attempt.objects.create(
        user=user,
        plan=plan,
        method="wave",
        reference="REFERENCE-DE-ZALIKA",
        label="Un mois",
        days=30,
        amount=2500,
    )


# --- The crawl -----------------------------------------------------------------------------------
_LINKS = re.compile(
    r"""(?:href|src|action|data-reader-part)=["']([^"']+)|content="([/h][^"]+)|<(?:link|guid)[^>]*>([^<]+)<"""
    r"""|srcset=["']([^"']+)|"url":"([^"]+)|import\("([^"]+)"""
)

_RETURNS = re.compile(r"[?&](?:next|retour)=[^&]*")


def crawl(client, starts, **headers):
    """Follow every address from `starts` on; return {address: response}, whatever it answers.

    A page that only takes along where to go back to is looked at once for each address it has.
    """
    waiting, answers, seen = list(starts), {}, set()
    while waiting:
        address = waiting.pop()
        mark = _RETURNS.sub("", address)
        if mark in seen or not _is_ours(address):
            continue
        seen.add(mark)
        answers[address] = response = client.get(address, headers=headers)
        waiting += _addresses(response, address)
    return answers


def _is_ours(address):
    kept = ("/media/", "/static/")  # files under random names; none of them is text
    return address.startswith("/") and not address.startswith(kept)


def _addresses(response, base):
    found = [response["Location"]] if response.has_header("Location") else []
    for groups in _LINKS.findall(text_of(response)):
        found += [part.split(" ")[0] for part in "".join(groups).split(", ")]
    for address in found:
        absolute = urldefrag(urljoin(settings.SITE_URL + base, unescape(address))).url
        parts = urlsplit(absolute)
        if f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def known_addresses():
    """Return every address of the program that needs no number, and those of all that there is."""
    yield from _without_number(get_resolver().url_patterns)
    for article in Article.objects.values_list("pk", flat=True):
        for name in ("read", "rest", "contributions", "discussion", "fragment", "write"):
            yield reverse(f"subscriptions:{name}", args=[article])
        for path in ("", "12-un-mot/"):
            yield f"/2026/06/02/{article}-{path}" if path else f"/2026/06/02/{article}/"
        for name in ("preview", "previewed", "history", "source", "card"):
            yield from _reversed(f"admin:articles_article_{name}", article)
    for contribution in Contribution.objects.filter(wordings__isnull=False).distinct():
        both = [contribution.article_id, contribution.pk]
        for name in ("reply", "edit", "withdraw", "report"):
            yield reverse(f"subscriptions:{name}", args=both)
        for base in ("contributions", "discussion"):
            for end in ("_before", "_replies"):
                yield reverse(f"subscriptions:{base}{end}", args=both)
            yield reverse(f"subscriptions:{base}_replies_after", args=[*both, 0])
    for number in LedgerEntry.objects.values_list("number", flat=True):
        yield reverse("subscriptions:receipt", args=[number])
    for attempt in Attempt.objects.all():
        yield reverse("subscriptions:attempt", args=[attempt.reference])
    for number in Judgement.objects.values_list("pk", flat=True):
        yield reverse("subscriptions:appeal", args=[number])
    yield from _of_the_admin()


def _without_number(patterns, namespace=""):
    for found in patterns:
        if hasattr(found, "url_patterns"):
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from _without_number(found.url_patterns, inner)
        elif found.name:
            yield from _reversed(namespace + found.name)


def _of_the_admin():
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for pk in model._default_manager.values_list("pk", flat=True)[:50]:
            for page in ("change", "history", "delete"):
                yield from _reversed(f"{name}_{page}", pk)


def _reversed(name, *args):
    try:
        yield reverse(name, args=args)
    except NoReverseMatch:  # it needs a number, or the admin has no such page of this model
        return


# --- What is found -------------------------------------------------------------------------------
def text_of(response):
    """Return all that an answer tells, its headers and cookies included, in small letters."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return "\n".join([headers, response.cookies.output(), body.decode(errors="replace")])


def readings(text):
    """Return `text` as it stands and as whoever wants to would decode it."""
    plain = unescape(unquote(text))
    escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), plain)
    return f"{text}\n{escaped}".lower()


def found_in(answers, *secrets):
    """Return {address: the secrets} of what got out; `secrets` are {what: word}."""
    words = {what: word for some in secrets for what, word in some.items()}
    out = {}
    for address, response in answers.items():
        text = readings(text_of(response))
        told = [what for what, word in words.items() if word in text]
        if told:
            out[address] = told
    return out
