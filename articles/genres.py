"""The genres of the trade, and what follows from each, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    NEWS = "news", _("News")
    REPORT = "report", _("Report")
    ANALYSIS = "analysis", _("Analysis")
    INTERVIEW = "interview", _("Interview")
    NEWS_BRIEF = "news_brief", _("News brief")
    EDITORIAL = "editorial", _("Editorial")
    COLUMN = "column", _("Column (genre)")
    OP_ED = "op_ed", _("Op-ed")
    WIRE_STORY = "wire_story", _("Wire story")
    INVESTIGATION = "investigation", _("Investigation")
    PROFILE = "profile", _("Profile")
    EXPLAINER = "explainer", _("Explainer")
    REVIEW = "review", _("Review")
    PRESS_REVIEW = "press_review", _("Press review")
    LETTERS = "letters", _("Letters to the editor")
    OBITUARY = "obituary", _("Obituary")
    PRESS_RELEASE = "press_release", _("Press release")
    SPONSORED = "sponsored", _("Sponsored")
    ODDITY = "oddity", _("Oddity")


LIGHT = frozenset({Genre.ODDITY, Genre.SPONSORED})
"""Never listed under a grave text."""

GRAVE = frozenset({Genre.NEWS, Genre.REPORT, Genre.ANALYSIS, Genre.INVESTIGATION, Genre.EDITORIAL})
GRAVE |= {Genre.OBITUARY, Genre.INTERVIEW, Genre.WIRE_STORY, Genre.EXPLAINER}
"""Texts beside which something light would offend."""

NEVER_LEADS = frozenset({Genre.NEWS_BRIEF, Genre.ODDITY, Genre.PRESS_RELEASE, Genre.SPONSORED})
"""Does not open the front page unless somebody chooses it."""

ALWAYS_LABELLED = frozenset({Genre.SPONSORED, Genre.PRESS_RELEASE})
"""Paid or foreign words: the label stands everywhere the headline does."""

LABELLED = ALWAYS_LABELLED | {
    Genre.EDITORIAL,
    Genre.ANALYSIS,
    Genre.OP_ED,
    Genre.INTERVIEW,
    Genre.REPORT,
    Genre.INVESTIGATION,
    Genre.PROFILE,
    Genre.EXPLAINER,
    Genre.REVIEW,
    Genre.PRESS_REVIEW,
    Genre.LETTERS,
    Genre.OBITUARY,
}
"""The genre matters to the reader and is printed on the article's page."""

SCHEMA_TYPES = {
    Genre.REPORT: "ReportageNewsArticle",
    Genre.INVESTIGATION: "ReportageNewsArticle",
    Genre.ANALYSIS: "AnalysisNewsArticle",
    Genre.EXPLAINER: "BackgroundNewsArticle",
    Genre.EDITORIAL: "OpinionNewsArticle",
    Genre.OP_ED: "OpinionNewsArticle",
    Genre.COLUMN: "OpinionNewsArticle",
    Genre.REVIEW: "ReviewNewsArticle",
    Genre.SPONSORED: "AdvertiserContentArticle",
}
"""schema.org 30.0 types; any other genre is a NewsArticle."""

KICKER_GENRES = {
    "insolite": Genre.ODDITY,
    "nécrologie": Genre.OBITUARY,
    "communiqué": Genre.PRESS_RELEASE,
    "publireportage": Genre.SPONSORED,
    "éditorial": Genre.EDITORIAL,
    "tribune": Genre.OP_ED,
    "analyse": Genre.ANALYSIS,
    "reportage": Genre.REPORT,
    "enquête": Genre.INVESTIGATION,
    "portrait": Genre.PROFILE,
    "entretien": Genre.INTERVIEW,
    "interview": Genre.INTERVIEW,
    "décryptage": Genre.EXPLAINER,
    "revue de presse": Genre.PRESS_REVIEW,
    "brève": Genre.NEWS_BRIEF,
}
"""Words before a headline's colon that tell the genre."""
