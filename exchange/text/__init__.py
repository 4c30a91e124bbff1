"""Text that people type: Markdown to safe HTML and plain text, and the places of words in it."""

from exchange.text.escape import as_markdown, as_quote
from exchange.text.markdown import LONGEST_MARKDOWN, RENDERER_VERSION, Rendered, quotes_in, render
from exchange.text.plain import clean, excerpt
from exchange.text.quoted_passages import quoted_passages, stands_in
from exchange.text.quotes import Checked, Quote, with_notes
from exchange.text.sentences import sentences
from exchange.text.shortened import ShortenedWordsDiffer, require_shortened
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
    "ShortenedWordsDiffer",
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
    "quoted_passages",
    "quotes_in",
    "render",
    "require_shortened",
    "same_words",
    "sentences",
    "stands_in",
    "whole_words",
    "with_notes",
    "words_at",
]
