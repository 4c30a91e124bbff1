from datetime import time, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "exchange.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from exchange.notices.actions.forgetting import forget_old_notices  # models exist only now
        from exchange.notices.actions.mailing import send_due_mail
        from exchange.work.schedule import register_schedule

        register_schedule("mail that is due", job=send_due_mail, every=timedelta(minutes=5))
        register_schedule("old notices", job=forget_old_notices, daily_at=time(3))
