"""Which addresses a person's text may link to."""

import re
from urllib.parse import urlsplit

REL = "nofollow noopener ugc"
LONGEST = 2000

_FORBIDDEN = re.compile(r"""[\x00-\x20\x7f-\U0010ffff\\<>"`]""")
_BARE = re.compile(r"""(?<![^\W_])https?://[^\s<>"“”]+""", re.IGNORECASE)
_AFTER_URL = ".,;:!?'’*_~…"


def is_allowed(url: str) -> bool:
    """Whether the address is absolute and of scheme http, https or mailto.

    Stricter than browsers, which skip control characters, read a backslash as a slash and add
    slashes that lack. A name before the host (``https://bank@evil.example``) misleads: refused.
    """
    if len(url) > LONGEST or _FORBIDDEN.search(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where "javascript:1" poses as host and port
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return not parts.netloc and "@" in parts.path
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def split_bare_links(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, with True for those that look like a web address.

    Punctuation after an address belongs to the sentence, as does a bracket that it did not open.
    """
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match in _BARE.finditer(text):
        if len(match.group()) > LONGEST:
            continue
        url = _trimmed(match.group())
        pieces += (text[done : match.start()], False), (url, True)
        done = match.start() + len(url)
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def _trimmed(url: str) -> str:
    while True:
        shorter = url.rstrip(_AFTER_URL)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter
