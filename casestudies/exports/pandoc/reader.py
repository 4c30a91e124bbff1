"""EPUB 3, for reading devices and screen readers: a cover, contents, chapters, alternative texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from casestudies.exports.characters import one_line, printable
from casestudies.exports.cover_map import map_alt
from casestudies.exports.document import Cover, Document, Section
from casestudies.exports.pandoc.ast import tree
from casestudies.exports.pandoc.blocks import blocks_of
from casestudies.exports.pandoc.cover import cover_png
from casestudies.exports.pandoc.dialects import READER
from casestudies.exports.pandoc.properties import SUBJECTS, Properties, properties_of
from casestudies.exports.pandoc.repack import repacked
from casestudies.exports.pandoc.run import convert
from casestudies.exports.pandoc.stand_ins import StandIns
from casestudies.exports.wording import CONTENTS, DEMONSTRATION, PUBLISHER

HERE = Path(__file__).parent
MOST_CHAPTERS, IN_A_PART = 60, 50
UNDATED = "2023-08-01T00:00:00Z"  # the programme's beginning: the same file each time
FEATURES = ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked")
SUMMARY = (
    "The text is marked up with headings, lists, tables and notes, and its language is named. Each picture "
    "has an alternative text. Letters, their size and colours follow the reading device."
)
OPTIONS = ("--template=epub.xhtml", "--epub-title-page=false", "--toc-depth=3")
OPF = "{http://www.idpf.org/2007/opf}"
ITEMS = (
    {"id": "cover", "href": "text/cover.xhtml", "media-type": "application/xhtml+xml"},
    {"id": "cover-image", "href": "media/cover.png", "media-type": "image/png", "properties": "cover-image"},
)
COVER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}">
<head>
  <meta charset="utf-8" />
  <title>{title}</title>
  <link rel="stylesheet" type="text/css" href="../styles/stylesheet1.css" />
</head>
<body epub:type="cover">
<img class="cover" src="../media/cover.png" alt="{alt}" />
</body>
</html>
"""


def to_epub(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as an EPUB; the same document, on the same day, gives the same bytes."""
    document = _in_parts(printable(document))
    told = properties_of(document, now)
    stand_ins = StandIns()
    level = 2 if document.kind == "volume" else 1  # of headings that begin a file of their own
    content = convert(
        tree(blocks_of(document, READER, stand_ins), _meta(document, told)),
        "epub3",
        options=[*OPTIONS, f"--split-level={level}", f"--variable=book:{escape(told.title or PUBLISHER)}"],
        files={"epub.xhtml": (HERE / "epub.xhtml").read_bytes()},
    )
    # A sandbox keeps pandoc from reading a style sheet and a cover, so they are put in afterwards.
    return repacked(
        content,
        {
            "EPUB/content.opf": partial(_with_cover, told=told),
            "EPUB/styles/stylesheet1.css": lambda _: (HERE / "epub.css").read_bytes(),
        },
        swapped=stand_ins.pictures,
        added={
            "EPUB/text/cover.xhtml": _cover_page(document, told).encode(),
            "EPUB/media/cover.png": cover_png(document),
        },
    )


def _in_parts(document: Document) -> Document:
    """Many short sections, such as posts, in parts: each would be a file of its own otherwise."""
    sections = tuple(document.sections)
    if len(sections) <= MOST_CHAPTERS:
        return document
    groups = [sections[first : first + IN_A_PART] for first in range(0, len(sections), IN_A_PART)]
    parts = (
        Section(f"part-{number}", f"Part {number} of {len(groups)}", sections=group)
        for number, group in enumerate(groups, start=1)
    )
    return replace(document, sections=tuple(parts))


def _meta(document: Document, told: Properties) -> dict[str, str | list[str]]:
    own = str(uuid5(NAMESPACE_URL, f"{told.identifier}\n{told.title}"))
    marks = [DEMONSTRATION] if document.is_demonstration else []
    return {
        "title": told.title or PUBLISHER,
        "lang": told.language,
        "identifier": told.identifier or f"urn:uuid:{own}",
        "creator": list(told.authors),
        "publisher": PUBLISHER,
        "subject": list(filter(None, (*marks, told.kind, *SUBJECTS))),
        "description": told.description or told.subject,
        "rights": " ".join(filter(None, (told.licence, one_line(document.licence_url)))),
        "date": f"{told.moment:%Y-%m-%d}" if told.moment else "",
        "toc-title": CONTENTS,
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": list(FEATURES),
        "accessibilityHazards": ["none"],
        "accessibilitySummary": SUMMARY,
    }


def _cover_page(document: Document, told: Properties) -> str:
    said = (told.kind, told.title, PUBLISHER, map_alt(document.cover or Cover()))
    mark = f"{DEMONSTRATION}. " if document.is_demonstration else ""
    alt = mark + ". ".join(filter(None, said)) + "."
    title = escape(told.title or PUBLISHER)
    return COVER.format(language=escape(told.language), title=title, alt=escape(alt))


def _with_cover(content: bytes, *, told: Properties) -> bytes:
    """The package with its cover, first to be read, and the day on which it was published."""
    package = etree.fromstring(content)
    metadata, manifest, spine = (package.find(f"{OPF}{name}") for name in ("metadata", "manifest", "spine"))
    for found in metadata.iter(f"{OPF}meta"):
        if found.get("property") == "dcterms:modified":
            found.text = f"{told.moment:%Y-%m-%dT%H:%M:%SZ}" if told.moment else UNDATED
    etree.SubElement(metadata, f"{OPF}meta", name="cover", content="cover-image")
    for item in ITEMS:
        etree.SubElement(manifest, f"{OPF}item", item)
    spine.insert(0, etree.Element(f"{OPF}itemref", idref="cover"))
    written: bytes = etree.tostring(package, encoding="UTF-8", xml_declaration=True)
    return written
