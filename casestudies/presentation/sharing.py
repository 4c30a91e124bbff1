"""A document as text to paste into a chat or a mail, and the links that open one with its address."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from casestudies.exports import Document
from casestudies.exports.characters import one_line
from casestudies.exports.plain import to_plain
from casestudies.exports.wording import DEMONSTRATION


@dataclass(frozen=True)
class SharedText:
    """``text`` is the whole; the links carry only title and address, for what fits into one is short."""

    text: str
    whatsapp: str
    mail: str


def shared_text(document: Document) -> SharedText:
    mark = f"{DEMONSTRATION}: " if document.is_demonstration else ""
    title = mark + one_line(document.title)
    line = f"{title} ({one_line(document.kind_label)})\n{one_line(document.url)}"
    body = quote(line.replace("\n", "\r\n"))
    return SharedText(
        text=to_plain(document),
        whatsapp=f"https://wa.me/?{urlencode({'text': line}, quote_via=quote)}",
        mail=f"mailto:?subject={quote(title)}&body={body}",
    )
