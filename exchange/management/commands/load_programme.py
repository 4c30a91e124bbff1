from typing import Any

from django.core.management import BaseCommand

from casestudies.actions.programme import load_programme
from forums.actions.conversations.formats import load_formats


class Command(BaseCommand):
    help = "Load the programme's own data; doing it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = {**load_programme(), "formats of conversations": load_formats()}
        self.stdout.write("The programme: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
