"""What an entry of the register of personal data says of one model."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise


class End(enum.Enum):
    """What becomes of the rows about a reader when his account is deleted."""

    DELETED = "deleted"
    UNNAMED = "unnamed"  # they stay for others, nothing in them leads to him
    KEPT = "kept"  # the accounts, by law


@dataclass(frozen=True, eq=False)
class Held:
    """The rows of one model that are about a reader.

    `whose(user)` filters them. `told` are the fields he is told, with their labels; `kept_back`
    those that he is not, each with the reason.
    """

    model: str
    title: Promise
    whose: Callable
    end: End
    told: dict
    kept_back: dict = field(default_factory=dict)

    def rows(self, user):
        model = apps.get_model(self.model)
        return model._default_manager.filter(self.whose(user)).order_by("pk")


NUMBER = "a number of the database"
KEY = "opens the account, or something of his, to whoever has it"
STAFF = "says who of the staff acted"
HIMSELF = "himself"
WORK = "how the program works, nothing about him"


def by(path):
    """Return a `whose` that follows `path` from a row to its reader."""
    return lambda user: Q(**{path: user})
