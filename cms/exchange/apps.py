"""Django's registration of this floor."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Items in and out as files."""

    name = "cms.exchange"
    label = "exchange"
    verbose_name = "Ind- og udlevering"

    def ready(self) -> None:
        """Keep the history of imports."""
        from cms.exchange import history

        history.keep()
