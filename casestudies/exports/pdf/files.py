"""The folder that one document is laid out in: the template, the data, and the pictures that it names."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import segno

from casestudies.exports.cover_map import map_svg
from casestudies.exports.document import Cover, Figure
from casestudies.exports.pictures import picture_of

TEMPLATE = Path(__file__).parent / "template"
TALLEST = 0.72  # of the text's width: a picture that is taller is set narrower, or it would fill a page
FULL = 600  # pixels: a picture with fewer is set smaller, or it would be coarse


class Files:
    """Writes into ``root``, from which the layout may read; it may read nowhere else."""

    def __init__(self, root: Path) -> None:
        self._root = root
        for part in sorted(TEMPLATE.glob("*.typ")):
            copy(part, root)

    @property
    def main(self) -> Path:
        return self._root / "main.typ"

    def document(self, data: dict[str, Any]) -> None:
        (self._root / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    def cover(self, cover: Cover) -> None:
        (self._root / "map.svg").write_text(map_svg(cover), encoding="utf-8")

    def picture(self, figure: Figure) -> tuple[str, float]:
        """The file's name, empty if there is no picture, and how much of the text's width it takes."""
        picture = picture_of(figure)
        if picture is None:
            return "", 100
        (self._root / picture.name).write_bytes(picture.content)
        part = min(1.0, TALLEST * picture.width / picture.height, picture.width / FULL)
        return picture.name, round(100 * part, 2)

    def qr(self, address: str) -> str:
        code = segno.make(address, error="m")
        drawn = BytesIO()
        code.save(drawn, kind="svg", border=0, scale=4, dark="#16213f", xmldecl=False)
        name = f"qr-{len(list(self._root.glob('qr-*.svg'))) + 1}.svg"
        (self._root / name).write_bytes(drawn.getvalue())
        return name
