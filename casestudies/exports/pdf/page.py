"""The paper of our PDFs: margins, letters, bookmarks, and properties that name no machine and no person."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document
from casestudies.exports.docx.package import language_tag
from casestudies.exports.wording import DEMONSTRATION, PUBLISHER

FONTS = Path(__file__).parent.parent / "fonts"
FACES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf", "I": "DejaVuSans-Oblique.ttf"}
FAMILY = "DejaVu"
MARGIN, TOP, BOTTOM = 22, 24, 22
INK, MUTED, ACCENT = (38, 36, 42), (94, 90, 87), (163, 63, 37)
UNDATED = datetime(2023, 8, 1, tzinfo=UTC)  # the programme's beginning: the same file each time


class Paper(FPDF):
    """A4 with a line over and under each page."""

    def __init__(self, document: Document, now: datetime | None) -> None:
        super().__init__(format="A4")
        self._document = document
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(True, BOTTOM)
        for style, name in FACES.items():
            self.add_font(FAMILY, style, FONTS / name)
        self.set_title(readable(one_line(document.title)))
        self.set_author(PUBLISHER)
        self.set_subject(readable(one_line(document.subtitle or document.kind_label)))
        self.set_creator(PUBLISHER)
        self.set_producer(PUBLISHER)
        self.set_lang(language_tag(document.language))
        day = document.published_on or (now.date() if now else None)
        self.set_creation_date(datetime.combine(day, time(), UTC) if day else UNDATED)
        self.set_display_mode("fullwidth")
        self.alias_nb_pages()
        self.add_page()

    def header(self) -> None:
        self._small_line(12, PUBLISHER if self.page_no() == 1 else self._running_title())

    def footer(self) -> None:
        self._small_line(self.h - 14, one_line(self._document.url) or PUBLISHER, f"{self.page_no()} / {{nb}}")

    def file_id(self) -> str:
        """Of the document, not of the moment."""
        one = sha256(f"{self._document.url}\n{self._document.title}".encode()).hexdigest()[:32].upper()
        return f"<{one}><{one}>"

    def ink(self, size: float, *, style: str = "", colour: tuple[int, int, int] = INK) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)

    def line_of(
        self, text: str, size: float, *, style: str = "", colour: tuple[int, int, int] = INK, link: str = ""
    ) -> None:
        """A paragraph of one look."""
        if text:
            self.ink(size, style=style, colour=colour)
            self.multi_cell(
                0, size * 0.5, readable(text), align="L", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )

    def indented(self, millimetres: float) -> None:
        self.set_left_margin(MARGIN + millimetres)
        self.set_x(MARGIN + millimetres)

    def _running_title(self) -> str:
        mark = f"{DEMONSTRATION} · " if self._document.is_demonstration else ""
        return mark + one_line(self._document.title)

    def _small_line(self, height: float, left: str, right: str = "") -> None:
        """One line outside of the text, cut where there is no room."""
        margin = self.l_margin
        self.set_left_margin(MARGIN)
        self.set_xy(MARGIN, height)
        self.ink(8, colour=MUTED)
        room = self.w - 2 * MARGIN - 25
        text = readable(left)[:160]
        while text and self.get_string_width(text) > room:
            text = f"{text[:-2]}…" if not text.endswith("…") else f"{text[:-2]}…" if len(text) > 2 else ""
        self.cell(room, 4, text)
        self.cell(25, 4, right, align="R")
        self.set_left_margin(margin)
        self.set_xy(margin, TOP)


def readable(text: str) -> str:
    """Signs that the letters of our PDFs don't have, such as most emoji, by their names."""
    if text.isascii():
        return text
    return "".join(sign if ord(sign) in _known() or sign in "\n\t" else _named(sign) for sign in text)


def _named(sign: str) -> str:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Mn", "Me", "Sk"}:
        return ""  # a joiner or a shade of what stands before it
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else "\ufffd"


@cache
def _known() -> frozenset[int]:
    return frozenset.intersection(*map(_signs_of, FACES.values()))


def _signs_of(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
