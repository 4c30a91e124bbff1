"""Text that people type: Markdown to safe HTML and plain text, and the places of words in it."""

from exchange.text.markdown import LONGEST_MARKDOWN, RENDERER_VERSION, Rendered, render
from exchange.text.plain import clean, excerpt
from exchange.text.sentences import sentences
from exchange.text.spans import Span, WordsAmbiguous, WordsNotFound, find, whole_words, words_at
from exchange.text.words import first_difference, keyed_hash, same_words

__all__ = [
    "LONGEST_MARKDOWN",
    "RENDERER_VERSION",
    "Rendered",
    "Span",
    "WordsAmbiguous",
    "WordsNotFound",
    "clean",
    "excerpt",
    "find",
    "first_difference",
    "keyed_hash",
    "render",
    "same_words",
    "sentences",
    "whole_words",
    "words_at",
]
