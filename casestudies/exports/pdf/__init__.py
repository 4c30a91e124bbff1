"""Writes a document as PDF, for printing and for reading where nothing else opens."""

from casestudies.exports.pdf.write import to_pdf

__all__ = ["to_pdf"]
