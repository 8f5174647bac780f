"""Django's registration of this floor."""

from django.apps import AppConfig


class FavouriteConfig(AppConfig):
    """A citizen saves an item."""

    name = "cms.capabilities.favourite"
    label = "favourite"
    verbose_name = "Gemt"
