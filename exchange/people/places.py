"""Municipalities as people see them: codes and labels, given by whoever knows municipalities.

People stand below the library and must not import it; the library registers itself here when it
starts.
"""

from collections.abc import Sequence
from typing import Protocol


class Directory(Protocol):
    def choices(self) -> Sequence[tuple[str, str]]:
        """(code, label) of each municipality, in the order in which a person would look for it."""
        ...

    def label(self, code: str) -> str:
        """The name and province for a code; empty when there is no such municipality."""
        ...


_directory: Directory | None = None


def register(directory: Directory) -> None:
    global _directory
    _directory = directory


def choices() -> Sequence[tuple[str, str]]:
    return _directory.choices() if _directory else ()


def label(code: str) -> str:
    return _directory.label(code) if _directory else ""
