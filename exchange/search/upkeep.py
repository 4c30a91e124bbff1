"""What the index needs from time to time: lost triggers brought back, erased words forgotten."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from exchange.search.index import (
    forgets_at_once,
    fts_table,
    to_forget_at_once,
    to_keep,
    to_tell,
    trigger_names,
)
from exchange.search.searchable import Searchable


def restore_search(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """After migrations: where SQLite made a table anew and lost its triggers, they come back.

    Rows may have changed meanwhile, so they are indexed anew. A table that has no index (yet) is
    left alone.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        for model in sender.get_models():
            if issubclass(model, Searchable) and router.allow_migrate_model(using, model):
                _restore(connection, model._meta.db_table)


def _restore(connection: BaseDatabaseWrapper, table: str) -> None:
    wanted = {fts_table(table), *trigger_names(table)}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE (type = 'trigger' AND tbl_name = %s) OR name = %s",
            [table, fts_table(table)],
        )
        there = {name for (name,) in cursor.fetchall()}
        if fts_table(table) in there and wanted - there:
            for statement in to_keep(table):
                cursor.execute(statement)


def forget_deleted_words(model: type[Searchable]) -> None:
    """Take words that no row holds any more out of the files of an SQLite database.

    Where SQLite is older than 3.42 its index keeps a deleted word until it is next put in order; here
    that is done at once. Then what is not yet in the main file is moved there, and the log of writes
    emptied, unless a transaction is open. PostgreSQL forgets by its own VACUUM.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "sqlite":
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if forgets_at_once():
            cursor.execute(to_forget_at_once(table))
        cursor.execute(to_tell(table, "optimize"))
        if not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
