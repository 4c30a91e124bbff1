from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "exchange.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from exchange.people.actions.invitations import end_lapsed_invitations  # models exist only now
        from exchange.work.schedule import register_schedule

        register_schedule("lapsed invitations", daily_at=time(3, 40), job=end_lapsed_invitations)
