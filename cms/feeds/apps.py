"""Django's registration of this floor."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Items from outside."""

    name = "cms.feeds"
    label = "feeds"
    verbose_name = "Opslag udefra"

    def ready(self) -> None:
        """Name what stands in the history of what came in."""
        from cms.feeds import history

        history.keep()
