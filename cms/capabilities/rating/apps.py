"""Django's registration of this floor."""

from django.apps import AppConfig


class RatingConfig(AppConfig):
    """A citizen rates an item."""

    name = "cms.capabilities.rating"
    label = "rating"
    verbose_name = "Stjerner og ord"
