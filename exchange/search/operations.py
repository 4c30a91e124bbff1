"""Parts of migrations: fill the folded columns of rows that are there, and make their index."""

from collections.abc import Callable
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from exchange.search.index import to_create, to_drop
from exchange.search.searchable import FOLDED, folded

ROWS_AT_A_TIME = 500


class AddSearch(Operation):
    """The index of a model that has both folded columns; taken back, it goes and they stay.

    Nothing is added to the state: the index is no model. On SQLite a later migration may make the
    table anew, and its triggers are lost with the old one: ``upkeep.restore_search`` brings them back.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._each(to_create, app_label, schema_editor, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._each(to_drop, app_label, schema_editor, to_state)

    def describe(self) -> str:
        return f"Make {self.model_name} searchable"

    def _each(
        self,
        statements: Callable[[str, str], list[str]],
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        state: ProjectState,
    ) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        connection = schema_editor.connection
        if self.allow_migrate_model(connection.alias, model):
            for statement in statements(connection.vendor, model._meta.db_table):
                schema_editor.execute(statement, params=None)


def fold_rows(app_label: str, model_name: str, words: Callable[[Any], str]) -> migrations.RunPython:
    """Fold the rows that are there; ``words`` gives those of a historic row, title first."""

    def fold_them(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        model = apps.get_model(app_label, model_name)
        rows = model._default_manager.using(schema_editor.connection.alias)
        last = 0
        while batch := list(rows.filter(pk__gt=last).order_by("pk")[:ROWS_AT_A_TIME]):
            for row in batch:
                row.search_title, row.search_text = folded(words(row))
            rows.bulk_update(batch, FOLDED)
            last = batch[-1].pk

    return migrations.RunPython(fold_them, migrations.RunPython.noop)
