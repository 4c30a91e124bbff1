from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from exchange.errors import ActionError
from exchange.people.models import User
from forums.access.boards import place_to_import_to
from forums.actions.importing import import_thread, known_posts
from forums.imports import read_thread


class Command(BaseCommand):
    help = "Import a thread from Discourse's JSON or from a CSV file, and say what could not come along."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--subject", required=True, help="network:safe-stations, case-study:the-taxi-rank, lesson:7 …"
        )
        parser.add_argument("--by", required=True, help="e-mail address of a facilitator of that place")
        parser.add_argument("--title", default="", help="instead of the title in the file")
        parser.add_argument("--dry-run", action="store_true", help="only the report; nothing is written")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(**options)
        except (OSError, ActionError) as error:
            raise CommandError(str(error)) from error

    def _import(self, *, file: Path, subject: str, by: str, title: str, dry_run: bool, **_rest: Any) -> None:
        person = User.objects.filter(email__iexact=by, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account with the address {by}.")
        kind, _colon, key = subject.partition(":")
        try:
            place = place_to_import_to(person, kind, key)
        except (Http404, PermissionDenied) as error:
            raise CommandError(f"There is no {subject} that {by} looks after.") from error
        parsed = read_thread(file.read_bytes(), file.name)
        for remark in parsed.remarks:
            self.stdout.write(f"{remark.where}: {remark.reason}{' Left out.' if remark.is_left_out else ''}")
        known = len(known_posts(subject=place, parsed=parsed))
        self.stdout.write(
            f"{parsed.title or '(no title)'}: {len(parsed.posts) - known} new posts, {known} known, "
            f"{parsed.left_out} left out"
        )
        if not dry_run:
            imported = import_thread(subject=place, parsed=parsed, by=person, title=title)
            self.stdout.write(f"Imported {imported.added} posts into thread {imported.thread.pk}.")
