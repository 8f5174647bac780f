"""Django's registration of this floor."""

from django.apps import AppConfig


class AppearanceConfig(AppConfig):
    """Themes made in the browser."""

    name = "cms.appearance"
    label = "appearance"
    verbose_name = "Udseende"

    def ready(self) -> None:
        """Keep the history of themes, and a stamp of them."""
        from cms.appearance import history
        from cms.appearance.themes import THEMES
        from cms.stamps.declared import Watch, declare

        history.keep()
        declare(Watch(THEMES, lambda: [self.get_model("ThemeVersion")]))
