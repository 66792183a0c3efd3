"""What narrows the list of texts: the states as tabs, the rest as fields of one search form."""

from datetime import UTC, datetime, time, timedelta

from django.contrib.admin import ListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.models import Byline, Rubric, State
from authors.models import Author
from newsroom.folding import fold
from newsroom.numbers import whole

_NAMES_OFFERED = 500  # authors proposed while typing; any other name may be typed in full


class FormFilter(ListFilter):
    """One field of the search form above the list; `template` lays it out."""

    parameter = ""

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.value = params.pop(self.parameter, [""])[-1].strip()
        if self.value:
            self.used_parameters[self.parameter] = self.value

    def has_output(self):
        return True

    def expected_parameters(self):
        return [self.parameter]

    def choices(self, changelist):
        """Return what the template offers besides the value; the stock tag asks for it."""
        return []

    def queryset(self, request, queryset):
        return self.narrow(queryset) if self.value else queryset


class StateFilter(FormFilter):
    title = _("state")
    parameter = "etat"
    template = "admin/articles/article/filter_state.html"
    _TABS = {
        State.DRAFT: _("Drafts"),
        State.SUBMITTED: _("To publish"),
        State.RETURNED: _("Sent back"),
        State.SCHEDULED: _("Scheduled (texts)"),
        State.PUBLISHED: _("Published (texts)"),
        State.WITHDRAWN: _("Withdrawn (texts)"),
    }

    def choices(self, changelist):
        for state, label in {"": _("All texts"), **self._TABS}.items():
            yield {
                "selected": self.value == state,
                "query_string": changelist.get_query_string({self.parameter: state or None}),
                "display": label,
            }

    def narrow(self, queryset):
        if self.value not in State.values:
            raise IncorrectLookupParameters
        return queryset.in_state(State(self.value))


class RubricFilter(FormFilter):
    title = _("rubric")
    parameter = "rubrique"
    template = "admin/articles/article/filter_rubric.html"

    def choices(self, changelist):
        for number, name in Rubric.objects.order_by("name").values_list("pk", "name"):
            yield {"value": number, "selected": self.value == str(number), "display": name}

    def narrow(self, queryset):
        number = whole(self.value)
        if number is None:
            raise IncorrectLookupParameters
        return queryset.filter(Q(rubric=number) | Q(rubric__parent=number))


class AuthorFilter(FormFilter):
    """Any part of a name or the initials, typed; known names are proposed."""

    title = _("author")
    parameter = "auteur"
    template = "admin/articles/article/filter_author.html"

    def choices(self, changelist):
        return Author.objects.values_list("name", flat=True)[:_NAMES_OFFERED]

    def narrow(self, queryset):
        known = Q(author__search_key__contains=fold(self.value))
        signed = Byline.objects.filter(known | Q(signed_as__iexact=self.value))
        return queryset.filter(Exists(signed.filter(article=OuterRef("pk"))))


class DateFilter(FormFilter):
    """A day on one side of the text's date: its first publication, else when it was last saved."""

    template = "admin/articles/article/filter_date.html"
    lookup = ""
    days = 0

    def narrow(self, queryset):
        try:
            day = parse_date(self.value)
            at = day and _midnight(day, later=self.days)
        except (ValueError, OverflowError) as error:  # a day that no calendar has
            raise IncorrectLookupParameters from error
        if at is None:
            raise IncorrectLookupParameters
        dated = queryset.annotate(dated=Coalesce("first_published_at", "saved_at"))
        return dated.filter(**{f"dated__{self.lookup}": at})


def _midnight(day, *, later):
    """Return the instant at which `day`, or one so many days later, begins for the paper."""
    begins = datetime.combine(day + timedelta(days=later), time.min)
    return timezone.make_aware(begins).astimezone(UTC)


class SinceFilter(DateFilter):
    title = _("from (day)")
    parameter = "du"
    lookup = "gte"


class UntilFilter(DateFilter):
    title = _("to (day)")
    parameter = "au"
    lookup = "lt"
    days = 1
