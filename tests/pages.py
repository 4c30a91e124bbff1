"""Reading a page as a person does: what stands in its boxes, what it complains about, where it leads."""

from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

JSON = {"Accept": "application/json"}
BROKEN = "Some characters arrived broken (shown as �). Please correct them and send again."
CLOSED_AT_ONCE = {"input", "meta", "link", "img", "hr", "br", "use"}


class Page(HTMLParser):
    """A parsed answer: ``boxes`` are values by name, ``alerts`` complaints, ``links`` words by address."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.boxes: dict[str, list[str]] = defaultdict(list)
        self.alerts: list[str] = []
        self.links: dict[str, str] = {}
        self.title = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("name") or attributes.get("id") or ""
        if tag == "input":
            self.boxes[name].append(attributes.get("value") or "")
        elif tag == "textarea":
            self.boxes[name].append("")
        elif _complains(attributes):
            self.alerts.append("")
        elif tag == "a":
            self.links[attributes.get("href") or ""] = ""
        if tag not in CLOSED_AT_ONCE:
            self._open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in CLOSED_AT_ONCE:
            opened, attributes = self._open.pop()
            if opened == "textarea":  # a browser drops the first line break
                box = self.boxes[attributes.get("name") or attributes.get("id") or ""]
                box[-1] = box[-1].removeprefix("\r\n").removeprefix("\n")
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        for tag, attributes in self._open:
            if tag == "textarea":
                self.boxes[attributes.get("name") or attributes.get("id") or ""][-1] += data
                return
            if tag in {"template", "script", "svg"}:
                return
        for tag, attributes in self._open:
            if _complains(attributes):
                self.alerts[-1] = " ".join((self.alerts[-1] + data).split())
            if tag == "a":
                self.links[attributes.get("href") or ""] += data
            if tag == "h1":
                self.title += data
        self._words.append(data)


def _complains(attributes: dict[str, Any]) -> bool:
    classes = (attributes.get("class") or "").split()
    return "hidden" not in attributes and ("error-note" in classes or "errorlist" in classes)


def send_broken(client: Client, path: str, **fields: str) -> HttpResponse:
    """Post a form in which each ``ÿ`` arrives as a byte that is no UTF-8."""
    body = "&".join(f"{name}={value.replace('ÿ', '%FF')}" for name, value in fields.items())
    return client.post(path, body, content_type="application/x-www-form-urlencoded")


def queries_of(client: Client, path: str) -> int:
    """How many queries a page costs, once the labels of places are in the cache."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked)
