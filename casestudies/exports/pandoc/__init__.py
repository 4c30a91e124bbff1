"""Writes a document for word processors and reading devices, by pandoc, from one tree."""

from casestudies.exports.pandoc.reader import to_epub
from casestudies.exports.pandoc.run import DocumentNotMade
from casestudies.exports.pandoc.word import to_docx
from casestudies.exports.pandoc.writer import to_odt

__all__ = ["DocumentNotMade", "to_docx", "to_epub", "to_odt"]
