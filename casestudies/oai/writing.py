"""XML, element by element: nothing is held but what was written, and nothing is escaped by hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator  # it writes; nothing is parsed
from xml.sax.xmlreader import AttributesImpl

from casestudies.exports.characters import printable


class XMLWriter:
    """Writes elements to a binary sink. Characters that XML has no place for are left out."""

    def __init__(self, sink: BinaryIO) -> None:
        self._generator = XMLGenerator(sink, "utf-8", short_empty_elements=True)
        self._generator.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        self._generator.startElement(name, AttributesImpl(_printable(attributes)))
        yield
        self._generator.endElement(name)

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        with self.inside(name, attributes):
            if text:
                self._generator.characters(printable(text))

    def finish(self) -> None:
        self._generator.endDocument()


def _printable(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {name: printable(value) for name, value in (attributes or {}).items()}
