from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreparedConfig(AppConfig):
    name = "exchange.prepared"
    label = "prepared"
    verbose_name = _("Prepared files")

    def ready(self) -> None:
        from exchange.notices import sources  # models exist only now
        from exchange.prepared.actions.forgetting import forget_old_files
        from exchange.prepared.actions.making import PREPARED_FILE
        from exchange.prepared.notices import PreparedFiles
        from exchange.work.schedule import register_schedule

        sources.register(PREPARED_FILE, PreparedFiles())
        register_schedule("prepared files", job=forget_old_files, daily_at=time(3, 20))
