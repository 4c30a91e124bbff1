"""Places on the library's pages that others may fill.

The library has never heard of forums. It offers slots by name; an app above registers a provider in
its app config, and the page asks each provider what it has to say about the object it shows.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Filling:
    """A template of the app above, and its context."""

    template: str
    context: dict[str, Any]


Provider = Callable[[HttpRequest, Any], Filling | None]
_providers: dict[str, list[Provider]] = defaultdict(list)


def register(slot: str, provider: Provider) -> None:
    if provider not in _providers[slot]:
        _providers[slot].append(provider)


def fillings(slot: str, request: HttpRequest, shown: Any) -> list[Filling]:
    """What the registered apps have to say about the object that a page shows."""
    answers = (provider(request, shown) for provider in _providers[slot])
    return [filling for filling in answers if filling is not None]
