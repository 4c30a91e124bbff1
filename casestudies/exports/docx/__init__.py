"""Writes a document for Word and LibreOffice."""

from casestudies.exports.docx.write import to_docx

__all__ = ["to_docx"]
