"""A zip that is the same whenever and wherever it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip has no earlier day, and the real one would differ each time
FIRST = "mimetype"  # EPUB and ODT begin with it, not compressed, so that a program knows them at a glance


def repacked(
    content: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]],
    *,
    swapped: Mapping[bytes, bytes] | None = None,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """The same entries under one date: some changed by their names, some swapped for others, some added."""
    sealed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(sealed, "w") as target:
        inside = {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
        inside |= added or {}
        for name in sorted(inside, key=lambda name: name != FIRST):
            change = changes.get(name)
            written = (swapped or {}).get(inside[name], inside[name])
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system = ZIP_STORED if name == FIRST else ZIP_DEFLATED, 0
            target.writestr(entry, change(written) if change else written, compresslevel=9)
    return sealed.getvalue()
