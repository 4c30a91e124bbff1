"""Words for a file in which a line break, or a character that cannot be shown, would be structure."""

from casestudies.exports.characters import one_line, printable


def line(text: str) -> str:
    return one_line(printable(text))


def stopped(text: str) -> str:
    """A text as a sentence of a reference: with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
