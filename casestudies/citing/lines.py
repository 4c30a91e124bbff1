"""Words for a file in which a line break, or a character that cannot be shown, would be structure."""

from casestudies.exports.characters import one_line, printable


def line(text: str) -> str:
    return one_line(printable(text))
