"""Conditions and order of a search, which go with any other filter of a queryset.

They name the row by its primary key; where the query stands under an alias, so do they.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, FloatField, Func
from django.db.models.sql.compiler import SQLCompiler

from exchange.search.fold import Name
from exchange.search.index import TITLE_WEIGHT, VECTOR, fts5_query, fts_table, postgres_query


class _Search(Func):
    arity = 1
    on_sqlite: str
    on_postgresql: str

    def __init__(self, wanted: Sequence[Name], among: Sequence[int] = (), **extra: Any) -> None:
        self.wanted = wanted
        self.among = among
        super().__init__(F("pk"), **extra)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        key: Any = self.source_expressions[0]
        pk, params = compiler.compile(key)
        fts = connection.ops.quote_name(fts_table(key.target.model._meta.db_table))
        among = f" AND +rowid IN ({', '.join(map(str, map(int, self.among)))})" if self.among else ""
        sql = self.on_sqlite.format(pk=pk, fts=fts, weight=TITLE_WEIGHT, among=among)
        return sql, (*params, fts5_query(self.wanted))  # a primary key has no parameters of its own

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        key: Any = self.source_expressions[0]
        vector = f"{compiler.quote_name_unless_alias(key.alias)}.{VECTOR}"
        return self.on_postgresql.format(vector=vector), (postgres_query(self.wanted),)


class Found(_Search):
    """Whether the row holds every one of the names."""

    output_field = BooleanField()
    on_sqlite = "{pk} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)"
    on_postgresql = "{vector} @@ to_tsquery('simple', %s)"


class FoundAmong(Found):
    """The same, where an index serves the query's other conditions.

    The sign keeps SQLite from it to begin with the words: it would read each row that holds them, wide
    with text as it is, to test the others.
    """

    on_sqlite = f"+{Found.on_sqlite}"


class Rank(_Search):
    """How well a found row fits; less is better, as FTS5 has it. ``among`` are the keys that will be asked.

    On SQLite the limit makes it a table of its own, made once for all rows of the query: without it
    the words would be looked up again for each row. The keys spare it the fit of all others; the sign before
    them keeps it from looking the words up for each of them.
    """

    output_field = FloatField()
    on_sqlite = (
        "(SELECT found.fit FROM (SELECT rowid AS id, bm25({fts}, {weight}, 1.0) AS fit FROM {fts} "
        "WHERE {fts} MATCH %s{among} LIMIT -1) found WHERE found.id = {pk})"
    )
    on_postgresql = "-ts_rank({vector}, to_tsquery('simple', %s), 1)"
