"""The words of a mail that has only HTML. Nothing of it is ever shown as HTML."""

import re

from exchange.text.tags import read_tags

UNSEEN = frozenset(["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"])
PARAGRAPHS = frozenset(["p", "blockquote", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"])
LINES = frozenset(["br", "div", "tr", "li", "section", "hr"])
QUOTED_FROM_HERE = frozenset({"divrplyfwdmsg", "appendonsend"})  # Outlook: all that follows, unmarked
TO_THE_END = "to the end"

_ID = re.compile(r"\bid=[\"']?(\w{1,40})", re.IGNORECASE)


def text_from_html(source: str) -> str:
    reader = _Reader()
    read_tags(source, reader)
    return reader.text()


class _Reader:
    """Marks the lines of what is quoted with ``>``, as a plain mail does; drops what no reader sees.

    Classes such as ``gmail_quote`` mark nothing: who answers between the lines writes inside of them.
    """

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._quoted: list[bool] = [False]
        self._unseen = ""
        self._quotes: list[str] = []

    def begins(self, tag: str, attributes: str) -> None:
        if tag == "body" and self._unseen == "head":
            self._unseen = ""  # nobody closed the head
        if self._unseen:
            return
        found = _ID.search(attributes[:500])
        if tag in UNSEEN and not attributes.endswith("/"):
            self._unseen = tag
        elif tag == "blockquote":
            self._quotes.append(tag)
        elif found and found[1].lower() in QUOTED_FROM_HERE:
            self._quotes.append(TO_THE_END)
        self._break(tag)
        if tag == "li":
            self._lines[-1].append("- ")

    def ends(self, tag: str) -> None:
        if self._unseen:
            self._unseen = "" if tag == self._unseen else self._unseen
            return
        if tag == "blockquote" and self._quotes[-1:] == ["blockquote"]:
            self._quotes.pop()
        self._break(tag)

    def words(self, plain: str) -> None:
        if not self._unseen and plain:
            self._lines[-1].append(plain)

    def text(self) -> str:
        lines = [""]
        for words, is_quoted in zip(self._lines, self._quoted, strict=True):
            line = " ".join("".join(words).split())
            if line or lines[-1]:
                lines.append(f"> {line}" if is_quoted and line else line)
        return "\n".join(lines).strip()

    def _break(self, tag: str) -> None:
        """A new line, unless one has just begun; around a paragraph also an empty one."""
        quoted = bool(self._quotes)
        if tag not in LINES and tag not in PARAGRAPHS and quoted == self._quoted[-1]:
            return
        if any(map(str.strip, self._lines[-1])):
            self._add_line(quoted)
        if tag in PARAGRAPHS:
            self._add_line(quoted)
        self._quoted[-1] = quoted

    def _add_line(self, quoted: bool) -> None:
        self._lines.append([])
        self._quoted.append(quoted)
