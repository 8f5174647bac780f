"""Django's registration of this floor."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One question language; engines that follow what happens to items."""

    name = "cms.search"
    label = "search"
    verbose_name = "Søgning"

    def ready(self) -> None:
        """Listen for changes."""
        from cms.search import listening

        listening.connect()
