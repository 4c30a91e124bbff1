import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests import servers
from tests.site import OUR_VARIABLES, _prepare

OURS = ("people", "casestudies", "forums")  # each knows those before it


FROM_EMPTY = [
    "migrate -v0",
    "migrate --check",  # nothing is left to be done
    "makemigrations --check --dry-run -v0",
    "load_programme",  # the tables are those of the models: the first data go in
]


def migrate_from_empty(folder: Path, **env: str) -> None:
    own = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    _prepare({**own, "VAR_DIR": str(folder), **env}, FROM_EMPTY)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_empty_folder_becomes_a_site(tmp_path: Path):
    migrate_from_empty(tmp_path)
    assert (tmp_path / "exchange.sqlite3").exists()


@pytest.mark.servers
def test_an_empty_database_becomes_a_site(tmp_path: Path, postgres_url: str):
    migrate_from_empty(tmp_path, DATABASE_URL=servers.new_database(postgres_url))
    assert not (tmp_path / "exchange.sqlite3").exists()


def test_migrations_depend_on_nothing_above_them():
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upward = [
        (app, name, other)
        for (app, name), migration in disk.items()
        if app in OURS
        for other, _name in migration.dependencies
        if other in OURS and OURS.index(other) > OURS.index(app)
    ]
    assert upward == []
    assert {app for app, _name in disk if app in OURS} == set(OURS)


@pytest.mark.django_db
def test_the_rules_that_must_hold_are_in_the_database():
    with connection.cursor() as cursor:
        found = {
            name
            for table in connection.introspection.table_names(cursor)
            for name in connection.introspection.get_constraints(cursor, table)
        }
    assert {
        "one_account_per_email",
        "one_vote_per_person",
        "one_event_per_seq",
        "a_write_counts_once",
        "one_question_answered_at_a_time",
        "thread_has_one_subject",
        "live_session_has_one_subject",
        "summary_has_one_subject",
        "a_withdrawn_post_has_no_words",
        "a_withdrawn_quotation_has_no_words",
        "withdrawn_words_are_gone",
    } <= found


def test_the_questions_of_earlier_events_are_what_they_touched(tmp_path: Path):
    """Migration 0006: an event named its questions; since then it names the rows of each part."""
    env = {name: value for name, value in os.environ.items() if name not in OUR_VARIABLES}
    env |= {"VAR_DIR": str(tmp_path)}
    _prepare(env, ["migrate -v0 forums 0005"])
    with closing(sqlite3.connect(tmp_path / "exchange.sqlite3")) as db:
        theme = insert(db, "casestudies_theme")
        conversation = insert(db, "forums_conversation", theme_id=theme)
        session = insert(db, "forums_livesession", conversation_id=conversation)
        for seq, pks in enumerate(["[]", "[3, 1]", "[7]"], start=1):
            insert(db, "forums_liveevent", session_id=session, seq=seq, question_ids=pks)
        db.commit()
    _prepare(env, ["migrate -v0 forums 0006"])
    with closing(sqlite3.connect(tmp_path / "exchange.sqlite3")) as db:
        touched = [
            json.loads(row) for (row,) in db.execute("SELECT touched FROM forums_liveevent ORDER BY seq")
        ]
    assert [event.get("questions", []) for event in touched] == [[], [3, 1], [7]]
    assert [set(event) - {"questions"} for event in touched] == [set()] * 3


def insert(db: sqlite3.Connection, table: str, **values: object) -> int:
    """A row whose other columns are as empty as the table allows."""
    for _cid, column, kind, is_needed, _default, is_key in db.execute(f"PRAGMA table_info({table})"):
        if is_needed and not is_key and column not in values:
            is_number = any(word in kind for word in ("int", "bool", "decimal", "real"))
            is_time = kind.startswith("date")
            values[column] = 0 if is_number else "2027-09-15 10:00:00" if is_time else "{}"
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    row = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608
    assert row.lastrowid
    return row.lastrowid
