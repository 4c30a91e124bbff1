"""The index of a searchable table, in the tongue of each database.

SQLite has an FTS5 table beside it, without words of its own: triggers keep it, so that a bulk write
or an erasure reaches it too. Its tokenizer splits at spaces only and takes every other letter as it
is, for the columns are folded. PostgreSQL has a generated column with a GIN index; Django does not
know of that column and need not.
"""

import sqlite3
from collections.abc import Sequence

from django.db import NotSupportedError

from exchange.search.fold import Name, is_linked, joined

TITLE_WEIGHT = 10.0  # a word of a title against one further down
VECTOR = "search_vector"
# A vector holds a megabyte at most, so a text of a whole book is found by its first hundred pages.
_VECTOR_OF = (
    "setweight(to_tsvector('simple', left(search_title, 10000)), 'A') || "
    "setweight(to_tsvector('simple', left(search_text, 200000)), 'B')"
)
_TRIGGERS = {"added": "AFTER INSERT", "changed": "AFTER UPDATE", "removed": "AFTER DELETE"}


def fts_table(table: str) -> str:
    return f"{table}_fts"


def forgets_at_once() -> bool:
    """Whether SQLite's index can drop a word's bytes together with the word (3.42 and later)."""
    return sqlite3.sqlite_version_info >= (3, 42)


def to_create(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f'ALTER TABLE "{table}" ADD COLUMN {VECTOR} tsvector GENERATED ALWAYS AS ({_VECTOR_OF}) STORED',
            f'CREATE INDEX "{table}_search" ON "{table}" USING gin ({VECTOR})',
        ]
    if vendor != "sqlite":
        raise NotSupportedError(f"search is written for SQLite and PostgreSQL, not for {vendor}")
    fts = fts_table(table)
    return [
        f'CREATE VIRTUAL TABLE "{fts}" USING fts5(search_title, search_text, content="{table}", '
        "content_rowid=\"id\", tokenize='ascii', prefix='2 3')",
        *([to_forget_at_once(table)] if forgets_at_once() else []),
        *to_keep(table),
    ]


def to_drop(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f'ALTER TABLE "{table}" DROP COLUMN {VECTOR}']
    return [
        *(f'DROP TRIGGER IF EXISTS "{name}"' for name in trigger_names(table)),
        f'DROP TABLE "{fts_table(table)}"',
    ]


def trigger_names(table: str) -> list[str]:
    return [f"{fts_table(table)}_{what}" for what in _TRIGGERS]


def to_keep(table: str) -> list[str]:
    """SQLite's triggers, those that are lost, and all words indexed anew."""
    fts = fts_table(table)
    columns = "rowid, search_title, search_text"
    add = _to_write(fts, columns, "new.id, new.search_title, new.search_text") + ";"
    old = "'delete', old.id, old.search_title, old.search_text"
    remove = _to_write(fts, f'"{fts}", {columns}', old) + ";"
    bodies = {"added": add, "changed": f"{remove} {add}", "removed": remove}
    return [
        *(
            f'CREATE TRIGGER IF NOT EXISTS "{fts}_{what}" {when}'
            f'{" OF id, search_title, search_text" if what == "changed" else ""} ON "{table}" '
            f"BEGIN {bodies[what]} END"
            for what, when in _TRIGGERS.items()
        ),
        to_tell(table, "rebuild"),
    ]


def to_tell(table: str, command: str) -> str:
    fts = fts_table(table)
    return _to_write(fts, f'"{fts}"', f"'{command}'")


def to_forget_at_once(table: str) -> str:
    fts = fts_table(table)
    return _to_write(fts, f'"{fts}", rank', "'secure-delete', 1")


def _to_write(fts: str, columns: str, values: str) -> str:
    return f'INSERT INTO "{fts}"({columns}) VALUES ({values})'  # noqa: S608 - names and words of our own


def fts5_query(wanted: Sequence[Name]) -> str:
    """Each name by the beginnings of its parts or joined: ``(("khai"* AND "ma"*) OR "khaima"*)``."""
    return _query(wanted, '"{}"*', '"', " AND ", " OR ")


def postgres_query(wanted: Sequence[Name]) -> str:
    return _query(wanted, "'{}':*", "'", " & ", " | ")


def _query(wanted: Sequence[Name], term: str, quote: str, every: str, either: str) -> str:
    """Folded words hold neither quotes nor signs; they are quoted all the same."""

    def begins(part: str) -> str:
        return term.format(part.replace(quote, quote * 2))

    def found(name: Name) -> str:
        parts = every.join(map(begins, name))
        return f"(({parts}){either}{begins(joined(name))})" if is_linked(name) else f"({parts})"

    return every.join(map(found, wanted))
