"""Django's registration of this floor."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Composed pages."""

    name = "cms.pages"
    label = "pages"
    verbose_name = "Sider"

    def ready(self) -> None:
        """Keep the history of pages."""
        from cms.pages.history import follow_pages

        follow_pages()
