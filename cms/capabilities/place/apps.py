"""Django's registration of this floor."""

from django.apps import AppConfig


class PlaceConfig(AppConfig):
    """Where something is, and the way there."""

    name = "cms.capabilities.place"
    label = "place"
    verbose_name = "Sted"
