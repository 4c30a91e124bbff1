"""What the files of a test database hold."""

from pathlib import Path

from django.db import connection


def is_in_the_files(word: str) -> bool:
    """Whether the word's bytes are in the files of SQLite: the main one, or what waits beside it."""
    main = Path(connection.settings_dict["NAME"])
    files = [main, main.with_name(f"{main.name}-wal")]
    return any(word.encode() in file.read_bytes() for file in files if file.exists())
