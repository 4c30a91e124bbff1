"""Text that people type: Markdown to safe HTML and plain text, and the places of words in it."""

from exchange.text.escape import as_markdown, as_quote
from exchange.text.markdown import LONGEST_MARKDOWN, RENDERER_VERSION, Rendered, quotes_in, render
from exchange.text.plain import clean, excerpt
from exchange.text.quotes import Checked, Quote, with_notes
from exchange.text.sentences import sentences
from exchange.text.spans import (
    Span,
    WordsAmbiguous,
    WordsNotFound,
    find,
    places,
    whole_words,
    words_at,
)
from exchange.text.words import first_difference, keyed_hash, same_words

__all__ = [
    "LONGEST_MARKDOWN",
    "RENDERER_VERSION",
    "Checked",
    "Quote",
    "Rendered",
    "Span",
    "WordsAmbiguous",
    "WordsNotFound",
    "as_markdown",
    "as_quote",
    "clean",
    "excerpt",
    "find",
    "first_difference",
    "keyed_hash",
    "places",
    "quotes_in",
    "render",
    "same_words",
    "sentences",
    "whole_words",
    "with_notes",
    "words_at",
]
