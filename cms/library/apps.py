"""Django's registration of this floor."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Items, terms, shelves and overlays."""

    name = "cms.library"
    label = "library"
    verbose_name = "Bibliotek"

    def ready(self) -> None:
        """Keep the history of items and shelves, and a stamp of all content."""
        from cms.library import content, history

        history.keep()
        content.watch()
