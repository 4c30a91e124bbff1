"""The launch volume: briefs and cases bound together, as one document with indexes.

Each brief and each case is a document of its own that becomes a section. Their keys are made unique, and the
entries of the indexes, which name a brief or a case by its address, come to name its section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casestudies.exports.document import (
    Contributor,
    Cover,
    Document,
    Entry,
    Item,
    Role,
    Section,
)
from casestudies.exports.wording import ABOUT_QUOTATIONS, closing, standing


@dataclass(frozen=True)
class Volume:
    """What a volume is made of. ``places`` of an Entry are addresses (``url``) of its briefs and cases."""

    title: str
    subtitle: str
    url: str
    kind_label: str
    published_on: date | None
    version: str
    language: str
    licence: str
    how_to_cite: str
    is_demonstration: bool
    cover: Cover
    front_matter: tuple[str, ...] = ()
    foreword: tuple[Item, ...] = ()
    foreword_by: str = ""
    briefs: tuple[Document, ...] = ()
    cases: tuple[Document, ...] = ()
    lessons: tuple[Entry, ...] = ()
    municipalities: tuple[Entry, ...] = ()
    vocabulary: tuple[Entry, ...] = ()
    colophon: tuple[Item, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    licence_url: str = ""
    content_note: tuple[str, ...] = ()


def document_of_volume(volume: Volume) -> Document:
    """The volume as one document; a part that holds nothing is left out."""
    keys = {
        document.url: f"{role}-{place}"
        for role, documents in (("brief", volume.briefs), ("case", volume.cases))
        for place, document in enumerate(documents, start=1)
    }
    return Document(
        title=volume.title,
        subtitle=volume.subtitle,
        kind_label=volume.kind_label,
        url=volume.url,
        status_line="",
        published_on=volume.published_on,
        version=volume.version,
        sections=tuple(_sections(volume, keys)),
        credits=(),
        how_to_cite=volume.how_to_cite,
        licence=volume.licence,
        language=volume.language,
        is_demonstration=volume.is_demonstration,
        kind="volume",
        cover=volume.cover,
        contents=True,
        content_note=volume.content_note,
        contributors=volume.contributors,
        licence_url=volume.licence_url,
        front_matter=volume.front_matter,
    )


def _sections(volume: Volume, keys: Mapping[str, str]) -> Iterator[Section]:
    if volume.foreword:
        yield Section("foreword", "Foreword", volume.foreword, role="foreword", subtitle=volume.foreword_by)
    parts: tuple[tuple[str, str, Role, tuple[Document, ...]], ...] = (
        ("briefs", "What we learned", "brief", volume.briefs),
        ("cases", "The case studies", "case", volume.cases),
    )
    for key, title, role, documents in parts:
        if documents:
            inside = tuple(_bound(document, keys[document.url], role) for document in documents)
            yield Section(key, title, sections=inside, role="part")
    indexes: tuple[tuple[Role, str, tuple[Entry, ...]], ...] = (
        ("lessons", "Index of lessons", volume.lessons),
        ("municipalities", "Index of municipalities", volume.municipalities),
        ("vocabulary", "Vocabulary", volume.vocabulary),
    )
    for role, title, entries in indexes:
        if entries:
            yield Section(role, title, (Item("", entries=tuple(_found(entries, keys))),), role=role)
    if volume.colophon:
        yield Section("colophon", "Colophon", volume.colophon, role="colophon")


def _found(entries: Iterable[Entry], keys: Mapping[str, str]) -> Iterator[Entry]:
    for entry in entries:
        yield replace(entry, places=tuple(keys[url] for url in entry.places if url in keys))


def _bound(document: Document, key: str, role: Role) -> Section:
    """A document as a section: what stood around its text stands in sections inside of it."""
    around = (
        Section(f"{key}-closing-{place}", title, notes=lines, role="citing")
        for place, (title, lines) in enumerate(closing(document), start=1)
        if lines != (ABOUT_QUOTATIONS,)  # the volume says it once for all
    )
    return Section(
        key,
        document.title,
        subtitle=document.subtitle,
        notes=(" · ".join(standing(document)), *document.content_note),
        facts=document.facts,
        url=document.url,
        discussion_url=document.discussion_url,
        sections=(*(_moved(section, key) for section in document.sections), *around),
        role=role,
    )


def _moved(section: Section, under: str) -> Section:
    key = f"{under}-{section.key}"
    return replace(section, key=key, sections=tuple(_moved(inner, key) for inner in section.sections))
