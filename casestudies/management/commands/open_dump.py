from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casestudies.dump import write_open_dump


class Command(BaseCommand):
    help = "Write everything public as open data: CSV, JSON and GeoJSON, for /open-data/."

    def handle(self, *args: Any, **options: Any) -> None:
        edition = write_open_dump(timezone.now())
        self.stdout.write(
            f"{len(edition.files)} files, {sum(edition.files.values())} bytes: {edition.folder}"
        )
