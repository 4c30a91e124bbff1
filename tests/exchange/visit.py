from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from exchange.permissions import Part


@dataclass
class Visit:
    """How to enter a route; and how to be what a person can be to its object."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[Part, Callable[[Client], Mapping[str, str] | None]] = field(default_factory=dict)
