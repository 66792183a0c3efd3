"""Queries whose SQL is written once: Django takes far longer to write it than a database to answer.

What a page asks when it is drawn is asked again and again, with other values in the same places.
It is prepared; everything else stays a plain queryset.
"""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Model
from django.db.models.base import ModelState

_DATED = re.compile(r"\d{4}-\d\d-\d\d")


class Slot(Expression):
    """Stands in a queryset for a value that is given each time the query runs."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


@dataclass(frozen=True)
class _Written:
    """What is left of a queryset: its SQL, and how a row of the answer becomes an instance.

    `fields` of the model are in the columns from `start`, annotations in those that `more` names;
    `converters` are those of the database for single columns.
    """

    model: type[Model]
    sql: str
    params: tuple
    start: int
    fields: tuple
    more: dict
    converters: dict

    def instance(self, row, database):
        """Return a row, a list of what the database gave, as an instance of the model."""
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, database)
        made = self.model.__new__(self.model)  # its own way to begin takes as long as the query
        made._state = ModelState()
        made._state.adding, made._state.db = False, database.alias
        made.__dict__.update(zip(self.fields, row[self.start :], strict=False))
        for name, place in self.more.items():
            setattr(made, name, row[place])
        return made


class Prepared:
    """A query that `build` makes of a `Slot` for each of `names`.

    Its rows come as instances of the model, like those of a queryset: what it does not read is
    deferred, what it annotates is set. Nothing comes along by `select_related`. A moment must come
    through a slot: ValueError when `build` looked at the clock, for it is called only once.
    """

    def __init__(self, build, *names):
        self._build = build
        self._names = names

    def rows(self, **values):
        """Return the rows found with a value for each name, as a list."""
        written = self._written
        database = connections[DEFAULT_DB_ALIAS]  # `connection` looks it up at each word
        adapt = database.ops.adapt_unknown_value
        given = [
            adapt(values[param.name]) if isinstance(param, Slot) else param
            for param in written.params
        ]
        with database.cursor() as cursor:
            # The database then plans the query once for a connection; a log could not show it.
            if database.vendor == "postgresql" and not database.queries_logged:
                cursor.cursor = database.Database.Cursor(database.connection)
            cursor.execute(written.sql, given)
            return [written.instance(list(row), database) for row in cursor.fetchall()]

    def row(self, **values):
        """Return the first row found, or None."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def _written(self):
        queryset = self._build(**{name: Slot(name) for name in self._names})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if any(_is_moment(param) for param in params):
            raise ValueError(f"a moment is fixed for ever in: {sql}")
        columns = [column[0] for column in compiler.select]
        places = compiler.klass_info["select_fields"]
        return _Written(
            queryset.model,
            sql,
            tuple(params),
            places[0],
            tuple(columns[place].target.attname for place in places),
            dict(compiler.annotation_col_map),
            compiler.get_converters(columns),
        )


def _is_moment(param):
    return isinstance(param, datetime.date) or (isinstance(param, str) and _DATED.match(param))
