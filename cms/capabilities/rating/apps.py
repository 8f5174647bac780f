"""Django's registration of this floor."""

from django.apps import AppConfig


class RatingConfig(AppConfig):
    """A citizen rates an item."""

    name = "cms.capabilities.rating"
    label = "rating"
    verbose_name = "Stjerner og ord"

    def ready(self) -> None:
        """Say on which terms ratings are kept."""
        from cms.capabilities.rating import terms

        terms.declare()
