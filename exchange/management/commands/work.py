"""Do jobs: beside servers that run with ``--no-worker``, or in addition to their own workers."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import BaseCommand

from exchange.work.worker import Worker


class Command(BaseCommand):
    help = "Do the jobs that the site has put off (mail, notices, what is scheduled) until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then leave.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        worker = Worker()
        if once:
            self.stdout.write(f"Done: {worker.run_until_done()} jobs")
            return

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write(f"Working as {worker.name} (Ctrl-C ends it after the job at hand)")
        worker.run()
