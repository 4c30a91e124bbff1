from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"

    def ready(self) -> None:
        from exchange import checks  # noqa: F401 - registers the system checks once apps are loaded
