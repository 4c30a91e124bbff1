"""The export menu: the same one on every page from which something can be taken along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

FORMATS: dict[str, tuple[str | Promise, str | Promise]] = {
    "pdf": ("PDF", _("to print, and to pass on as it is")),
    "docx": (_("Word (DOCX)"), _("to go on writing in it")),
    "odt": (_("OpenDocument (ODT)"), _("to go on writing in LibreOffice")),
    "epub": ("EPUB", _("for e-readers and phones")),
    "html": (_("One page (HTML)"), _("for any browser, also without a connection")),
    "txt": (_("Text"), _("for WhatsApp or mail")),
    "md": ("Markdown", _("for wikis and writing programs")),
    "xlsx": (_("Excel (XLSX)"), _("a table to count and sort")),
    "csv": (_("Table (CSV)"), _("for any spreadsheet")),
    "json": ("JSON", _("for programs")),
}
"""What a person calls each, and what it is good for; in the order in which people ask for them."""
DOCUMENTS = "pdf docx odt epub html txt md json"
MADE_WHOLE = frozenset({"pdf", "docx", "odt", "epub"})


@dataclass(frozen=True)
class Choice:
    """``is_prepared``: too long to be made at once; asked for by a button, not a link."""

    format: str
    label: str | Promise
    about: str | Promise
    url: str
    is_prepared: bool


@register.inclusion_tag("casestudies/_export_menu.html", takes_context=True)
def export_menu(
    context: Any,
    route: str,
    *args: Any,
    formats: str = DOCUMENTS,
    query: str = "",
    long_kind: str = "",
    long_key: Any = "",
    label: str | Promise = "",
    is_open: bool = False,
) -> dict[str, Any]:
    """Links to ``route`` with each of the formats as its last argument.

    ``query`` goes along, for what was searched. With ``long_kind`` the thing is too long for some formats
    to be made at once: those are prepared for ``long_kind`` and ``long_key`` (``exchange.prepared``).
    ``is_open``: without the box that is folded, inside of another one.
    """
    return {
        "choices": list(_choices(route, args, formats.split(), query, bool(long_kind))),
        "kind": long_kind,
        "key": long_key,
        "label": label,
        "is_open": is_open,
        "user": context.get("user"),
        "csrf_token": context.get("csrf_token"),
    }


def _choices(
    route: str, args: tuple[Any, ...], formats: list[str], query: str, is_long: bool
) -> Iterator[Choice]:
    for name, (label, about) in FORMATS.items():
        if name in formats:
            url = reverse(route, args=[*args, name]) + (f"?{query}" if query else "")
            yield Choice(name, label, about, url, is_prepared=is_long and name in MADE_WHOLE)
