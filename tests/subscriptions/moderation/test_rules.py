"""Each rule says something for its reason alone, and no rule refuses anything by itself."""

import datetime

import pytest
from django.utils import timezone

from subscriptions.models import Judgement, WatchedWord, Wording
from subscriptions.moderation import folding, labels, pipeline, rules
from tests import cast
from tests.subscriptions.moderation import scene

KNOWN = rules.Context(banned=("voyou",), suspect=("complot",))


def told(text, context=KNOWN):
    """Return {rule: verdict} of the rules that say something."""
    said = pipeline.judge(text, context=context)
    return {one.rule: one.verdict for one in said if one.verdict != rules.CLEAR}


def marked(text, rule, context=KNOWN):
    [verdict] = [one for one in pipeline.judge(text, context=context) if one.rule == rule]
    return [text[start:end] for start, end in verdict.marks]


def test_an_ordinary_text_trips_nothing():
    assert told(scene.TEXT) == {}


@pytest.mark.parametrize(
    ("text", "rule", "verdict", "marks"),
    [
        ("Encore un v0y0u !", "banned_words", "refuse", ["v0y0u"]),
        ("Un comp.lot, je vous dis.", "suspect_words", "look", ["comp.lot"]),
        ("Lisez https://example.org/a.", "links", "look", ["https://example.org/a."]),
        ("Voyez bit.ly/xyz vite", "links", "hold", ["bit.ly/xyz"]),
        ("Rejoignez https://chat.whatsapp.com/abc", "links", "hold", None),
        ("a.com b.com c.com", "links", "hold", ["a.com", "b.com", "c.com"]),
        ("Appelez le 76 12 34 56 ce soir", "privacy", "hold", ["76 12 34 56"]),
        ("Appelez le +223 76123456", "privacy", "hold", ["+223 76123456"]),
        ("Écrivez à awa.diop@example.org", "privacy", "hold", ["awa.diop@example.org"]),
        ("TOUT LE MONDE LE SAIT DEPUIS LONGTEMPS", "capitals", "look", None),
    ],
)
def test_a_rule_says_what_it_found_and_where(text, rule, verdict, marks):
    assert told(text) == {rule: verdict}
    if marks is not None:
        assert marked(text, rule) == marks


@pytest.mark.parametrize(
    "text",
    [
        "Le budget est de 75 000 000 francs.",
        "Il a coûté 75 12 34 56 FCFA en tout.",
        "Né le 12.05.1998 à Kayes, il a 27 ans.",
        "La CAN 2025 au MALI",
        "Il est venu.Il est parti.",
        "12 345 678 habitants au recensement de 2022",
    ],
)
def test_numbers_and_abbreviations_are_no_fault(text):
    assert told(text) == {}


@pytest.mark.parametrize(
    ("context", "rule"),
    [
        (rules.Context(same_by_writer=1), "repeated"),
        (rules.Context(same_by_others=2), "repeated"),
        (rules.Context(recent_sends=2), "speed"),
        (rules.Context(is_new=True), "new_writer"),
        (rules.Context(judged=10, refused=3), "often_refused"),
        (rules.Context(reported=2), "reported"),
    ],
)
def test_what_is_known_of_the_writer_holds_a_text(context, rule):
    assert told(scene.TEXT, context) == {rule: "hold"}
    assert pipeline.is_held(pipeline.judge(scene.TEXT, context=context))


def test_a_short_text_may_be_said_by_everybody():
    assert told("Merci !", rules.Context(same_by_others=9)) == {}


def test_a_look_holds_nothing():
    assert not pipeline.is_held(pipeline.judge("Lisez https://example.org", context=KNOWN))


def test_every_rule_and_verdict_has_a_name_on_the_screens():
    assert set(labels.RULES) == {rule.__name__ for rule in rules.RULES}
    assert set(labels.VERDICTS) == set(rules.STRICTNESS)


# --- What is known -------------------------------------------------------------------------------
@pytest.mark.django_db
class TestTheContext:
    def test_a_new_writer_is_new_until_something_of_his_is_shown(self):
        writer = scene.named(cast.subscriber())
        assert pipeline.context_of(scene.sent(writer=writer)).is_new
        scene.shown(writer=writer)
        assert not pipeline.context_of(scene.sent(writer=writer)).is_new

    def test_the_same_text_is_counted_however_it_is_dressed(self):
        first = scene.sent(scene.TEXT)
        second = scene.sent(scene.TEXT.upper().replace(" ", "  "))
        again = scene.sent(scene.TEXT, writer=first.writer)
        found = pipeline.context_of(again)
        assert (found.same_by_writer, found.same_by_others) == (1, 1)
        assert pipeline.context_of(second).same_by_others == 2

    def test_an_edit_may_say_the_same_again(self):
        wording = scene.shown()
        assert (
            pipeline.context_of(scene.worded(wording.contribution, scene.TEXT)).same_by_writer == 0
        )

    def test_sends_of_the_last_minute_are_counted(self):
        writer = scene.named(cast.subscriber())
        before = timezone.now() - datetime.timedelta(seconds=30)
        for _ in range(2):
            scene.sent("Un mot de plus.", writer=writer, at=before)
        scene.sent("Il y a longtemps.", writer=writer, at=before - datetime.timedelta(minutes=5))
        assert pipeline.context_of(scene.sent(writer=writer)).recent_sends == 2

    def test_judgements_by_the_rules_or_taken_back_count_for_nothing(self):
        writer, ibrahim, now = scene.named(cast.subscriber()), cast.ibrahim(), timezone.now()
        wording = scene.sent(writer=writer)
        for more in ({"by": ibrahim}, {"by": None}, {"by": ibrahim, "undone_at": now}):
            Judgement.objects.create(wording=wording, verdict="rejected", settles_at=now, **more)
        found = pipeline.context_of(scene.sent(writer=writer))
        assert (found.judged, found.refused) == (1, 1)

    def test_reports_that_were_not_justified_count_for_nothing(self):
        writer = scene.named(cast.subscriber())
        texts = [scene.shown(writer=writer) for _ in range(3)]
        scene.reported(texts[0], cast.reader())
        scene.reported(texts[1], cast.reader(), outcome="upheld")
        scene.reported(texts[2], cast.reader(), outcome="dismissed")
        assert pipeline.context_of(scene.sent(writer=writer)).reported == 2

    def test_it_costs_the_same_however_much_was_written(self, django_assert_num_queries):
        wording = scene.sent()
        for number in range(5):
            scene.watch(f"mot{'abcde'[number]}")
            scene.sent(writer=wording.writer)
        with django_assert_num_queries(6):
            pipeline.context_of(wording)

    def test_what_the_rules_said_is_kept_with_the_text(self):
        scene.watch("voyou", WatchedWord.Kind.BANNED)
        wording = scene.sent("Ce v.o.y.o.u est revenu.")
        pipeline.run(wording)
        kept = Wording.objects.get(pk=wording.pk)
        assert [one["rule"] for one in kept.verdicts] == ["banned_words", "new_writer"]
        assert kept.verdicts[0]["marks"] == [[3, 12]]
        assert kept.verdicts[0]["reason"]
        assert kept.digest == folding.digest(wording.text)
