"""Django's registration of this floor."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Items, terms, shelves and overlays."""

    name = "cms.library"
    label = "library"
    verbose_name = "Bibliotek"

    def ready(self) -> None:
        """Keep the history of items and shelves."""
        from cms.library import history

        history.keep()
