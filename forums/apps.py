from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Forums")

    def ready(self) -> None:
        from exchange.notices.replies import register_replies
        from forums.actions.network_log import register_log
        from forums.actions.reply_addresses import address_by_key
        from forums.notices import register_sources
        from forums.slots import register_slots  # models exist only now

        register_slots()
        register_sources()
        register_log()
        register_replies(address_by_key)
