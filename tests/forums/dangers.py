"""Whether a page has anything that a browser would run, or fetch from elsewhere."""

import re
from html.parser import HTMLParser

FORBIDDEN = frozenset(
    {"iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "math", "foreignobject"}
    | {"animate", "set", "marquee", "audio", "video", "source", "style", "isindex", "listing", "xmp"}
    | {"mglyph", "image", "noembed", "plaintext"}
)
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
FINE = ("http:", "https:", "mailto:", "tel:", "whatsapp:")
DATA = ("application/json", "application/ld+json", "speculationrules")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in FORBIDDEN:
            self.dangers.append(f"<{tag}>")
        if tag == "script" and told.get("type") not in DATA and not _is_ours(told.get("src")):
            self.dangers.append(f"<script {told}>")
        if tag == "meta" and "refresh" in (told.get("http-equiv") or "").lower():
            self.dangers.append("<meta refresh>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.dangers.append(f"{tag} {name}={value}")
            if name in ADDRESSES:
                bare = re.sub(r"[\x00-\x20\u200b\ufeff]", "", value or "").lower()
                if (SCHEME.match(bare) and not bare.startswith(FINE)) or (tag != "a" and "//evil" in bare):
                    self.dangers.append(f"{tag} {name}={value}")


def _is_ours(address: str | None) -> bool:
    return (address or "").startswith("/static/")


def dangers_in(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.dangers
