"""The pictures that a document opens with: the cover of an EPUB, the map on a page of Word."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from casestudies.dot_map import INDIGO, TERRACOTTA
from casestudies.exports.characters import one_line
from casestudies.exports.cover_map import map_svg
from casestudies.exports.document import Cover, Document
from casestudies.exports.wording import DEMONSTRATION, PUBLISHER, language_tag

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
SHARPNESS = 216  # dots an inch: 1200 by 1800
MAP = '#set page(width: 158mm, height: auto, margin: 0mm)\n#image("map.svg", width: 100%)\n'


def cover_png(document: Document) -> bytes:
    """Title, kind and publisher on indigo, over the country as dots."""
    cover = document.cover or Cover()
    told = {
        "publisher": PUBLISHER,
        "kind": " · ".join(filter(None, (one_line(document.kind_label), one_line(cover.theme)))),
        "title": one_line(document.title),
        "subtitle": one_line(document.subtitle),
        "day": one_line(cover.day),
        "mark": DEMONSTRATION if document.is_demonstration else "",
        "language": language_tag(document.language).partition("-")[0],
    }
    return _drawn(
        {
            "main.typ": (HERE / "cover.typ").read_text(),
            "cover.json": json.dumps(told, ensure_ascii=False),
            "map.svg": map_svg(cover),
        }
    )


def map_png(cover: Cover) -> bytes:
    """The map alone, on white."""
    drawing = map_svg(cover, ground="#c3c8d8", places=INDIGO, marked=TERRACOTTA)
    return _drawn({"main.typ": MAP, "map.svg": drawing})


def _drawn(files: dict[str, str]) -> bytes:
    """What the layout draws of these files; it may read nothing else."""
    with TemporaryDirectory(prefix="cover-") as folder:
        for name, content in files.items():
            Path(folder, name).write_text(content, encoding="utf-8")
        drawn = typst.compile(
            str(Path(folder, "main.typ")),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="png",
            ppi=SHARPNESS,
        )
    return bytes(drawn)
