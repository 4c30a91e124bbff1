"""Volumes as something that is prepared in the background; a brief is made while one waits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from casestudies.exports import FORMATS
from casestudies.exports.preparing import still_says, write
from casestudies.models import Volume
from casestudies.presentation.volumes import document_of_volume
from exchange.prepared import originals
from exchange.prepared.originals import Original, Progress, Written

VOLUME = "volume"
ON_PAPER = ("pdf", "docx", "odt", "epub")
"""Formats that are made whole, and so take a while."""


class Volumes:
    """By slug. Everybody reads a published one, editors also one that is being put together."""

    def find(self, key: str, user: Any) -> Original | None:
        volume = self._rows(user).filter(slug=key).first()
        if volume is None:
            return None
        return Original(volume.title, volume.slug, reverse("volume", args=[volume.slug]), FORMATS)

    def write(self, key: str, user: Any, format: str, progress: Progress) -> Written:
        document = document_of_volume(self._rows(user).get(slug=key))
        return write(document, format, progress, parts=len(tuple(document.sections)))

    def still_says(self, key: str, user: Any, fingerprint: str) -> bool:
        return still_says(document_of_volume(self._rows(user).get(slug=key)), fingerprint)

    def _rows(self, user: Any) -> Any:
        volumes = Volume.objects.select_related("launch")
        return volumes if getattr(user, "can_edit", False) else volumes.published()


def register_originals() -> None:
    originals.register(VOLUME, Volumes())
