"""Django's registration of this floor."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Composed pages."""

    name = "cms.pages"
    label = "pages"
    verbose_name = "Sider"

    def ready(self) -> None:
        """Keep the history of pages, and a stamp of them."""
        from cms.pages.history import follow_pages
        from cms.pages.showing import PAGES
        from cms.stamps.declared import Watch, declare

        follow_pages()
        declare(Watch(PAGES, lambda: [self.get_model("ComposedPage")]))
