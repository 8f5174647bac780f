"""Django's registration of this floor."""

from django.apps import AppConfig


class AppearanceConfig(AppConfig):
    """Themes made in the browser."""

    name = "cms.appearance"
    label = "appearance"
    verbose_name = "Udseende"

    def ready(self) -> None:
        """Keep the history of themes."""
        from cms.appearance import history

        history.keep()
