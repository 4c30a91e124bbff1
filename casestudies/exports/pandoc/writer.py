"""ODT: pandoc writes the text into a blank with our styles, and we add what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from casestudies.exports.characters import printable
from casestudies.exports.document import Document
from casestudies.exports.pandoc.ast import tree
from casestudies.exports.pandoc.blocks import alt_texts, blocks_of
from casestudies.exports.pandoc.dialects import WRITER
from casestudies.exports.pandoc.properties import Properties, properties_of
from casestudies.exports.pandoc.repack import repacked
from casestudies.exports.pandoc.run import convert
from casestudies.exports.pandoc.stand_ins import StandIns
from casestudies.exports.pandoc.style import HAIRLINE, TERRACOTTA
from casestudies.exports.pandoc.writer_blank import NAMES, blank, declared
from casestudies.exports.wording import PUBLISHER, language_tag

BLANK = "blank.odt"
LETTERS = {"Definition": "Internet_20_link", "Source_Text": "Source_Text"}


def to_odt(document: Document, *, now: datetime | None = None) -> bytes:
    """The document as an OpenDocument text; the same document, on the same day, gives the same bytes."""
    document = printable(document)
    stand_ins = StandIns()
    blocks = blocks_of(document, WRITER, stand_ins)
    content = convert(
        tree(blocks, {"lang": language_tag(document.language)}),
        "odt",
        options=[f"--reference-doc={BLANK}"],
        files={BLANK: blank(document)},
    )
    told = properties_of(document, now)
    finish = partial(_finished, alts=alt_texts(blocks))
    changes: dict[str, Callable[[bytes], bytes]] = {"content.xml": finish, "meta.xml": lambda _: _meta(told)}
    return repacked(content, changes, swapped=stand_ins.pictures)


def _finished(content: bytes, *, alts: list[str]) -> bytes:
    """Pictures get their alternative texts, tables their lines, links the style of links."""
    root = etree.fromstring(content)
    for frame, alt in zip(root.iter(_name("draw:frame")), alts, strict=True):
        etree.SubElement(frame, _name("svg:desc")).text = alt
    for cell, line in (
        ("TableHeaderRowCell", f"0.75pt solid #{TERRACOTTA}"),
        ("TableRowCell", f"0.5pt solid #{HAIRLINE}"),
    ):
        for found in root.iter(_name("style:style")):
            if found.get(_name("style:name")) == cell:
                shape = found[0]
                shape.set(_name("fo:border-bottom"), line)
                shape.set(_name("fo:padding"), "0.06cm")
    for link in root.iter(_name("text:a")):
        for inside in link.iter(_name("text:span")):
            inside.set(_name("text:style-name"), "Internet_20_link")
    return _written(root)


def _meta(told: Properties) -> bytes:
    day = f"{told.moment:%Y-%m-%dT%H:%M:%SZ}" if told.moment else ""
    lines = (
        ("meta:generator", PUBLISHER),
        ("dc:title", told.title),
        ("dc:description", told.description),
        ("dc:subject", told.subject),
        ("meta:keyword", told.keywords),
        ("meta:initial-creator", "; ".join(told.authors)),
        ("dc:creator", "; ".join(told.authors)),
        ("meta:creation-date", day),
        ("dc:date", day),
        ("dc:language", told.language),
    )
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in lines if value)
    own = "".join(
        f'<meta:user-defined meta:name="{name}">{escape(value)}</meta:user-defined>'
        for name, value in (("Licence", told.licence), ("Source", told.identifier), ("Version", told.version))
        if value
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-meta {declared()} office:version="1.3"><office:meta>{inside}{own}</office:meta>'
        "</office:document-meta>"
    ).encode()


def _name(prefixed: str) -> str:
    prefix, _colon, name = prefixed.partition(":")
    return f"{{{NAMES[prefix]}}}{name}"


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written
