"""Do what is done once a day; for a scheduler such as cron. The embedded site does it by itself."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from exchange.nightly import JOBS, run_jobs


class Command(BaseCommand):
    help = "Run the nightly jobs now: reminders and the like. Exits with 1 if one of them failed."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = run_jobs(JOBS, timezone.now())
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}", returncode=1)
        self.stdout.write(f"Done: {', '.join(JOBS)}")
