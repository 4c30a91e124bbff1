"""Writing an edition."""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path

from casestudies.dump.documents import write_geojson, write_json
from casestudies.dump.editions import Edition, begin_edition, finish_edition, give_up
from casestudies.dump.library import TABLES
from casestudies.dump.readme import readme
from casestudies.dump.tables import write_table

ALL = "open-data.zip"
SUMS = "SHA256SUMS"


def write_open_dump(now: datetime) -> Edition:
    """Write everything public and turn to it. If it fails, the edition before stays as it was."""
    folder = begin_edition()
    try:
        for table in TABLES:
            write_table(table, folder / table.name)
        write_json(folder / "case-studies.json")
        write_geojson(folder / "case-studies.geojson")
        (folder / "README.txt").write_text(readme(now), encoding="utf-8")
        _write_sums(folder)
        _write_zip(folder)
    except BaseException:
        give_up(folder)
        raise
    return finish_edition(folder, now)


def _write_sums(folder: Path) -> None:
    lines = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / SUMS).write_text("".join(lines))


def _write_zip(folder: Path) -> None:
    files = sorted(folder.iterdir())
    with zipfile.ZipFile(folder / ALL, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.name)
