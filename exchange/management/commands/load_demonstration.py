from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from exchange.demonstration import PASSWORD, accounts, load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration through the site's own actions; doing it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SITE_URL.startswith("https://"):
            raise CommandError(
                "(exchange.E002) The demonstration's accounts have a public password: not on a site that "
                "is served under https."
            )
        self.stdout.write(
            "The demonstration is loaded." if load_demonstration() else "The demonstration was there."
        )
        for email, roles in accounts():
            self.stdout.write(f"  {email:<22} {roles:<14} password: {PASSWORD}")
