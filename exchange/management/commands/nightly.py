"""Do now what the schedule does once a day; for trying it out, or for a scheduler such as cron."""

import logging
from typing import Any

from django.core.management import BaseCommand, CommandError

from exchange.work.schedule import DAY, entries

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the daily entries of the schedule now. One that fails stops no other; then it exits with 1."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        daily = [entry for entry in entries().values() if entry.pause == DAY]
        for entry in daily:
            try:
                entry.job()
            except Exception:
                logger.exception("Failed: %s", entry.name)
                failed.append(entry.name)
            else:
                self.stdout.write(f"Done: {entry.name}")
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}", returncode=1)
