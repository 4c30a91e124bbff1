from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"

    def ready(self) -> None:
        from exchange import checks  # noqa: F401 - registers the system checks once apps are loaded
        from exchange.search.upkeep import restore_search  # imports models, so not before they are loaded

        post_migrate.connect(restore_search, dispatch_uid="exchange.search")
