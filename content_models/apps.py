"""Django's registration of the declared content types."""

from django.apps import AppConfig


class ContentModelsConfig(AppConfig):
    """The tables that follow from the declarations."""

    name = "content_models"
    label = "content_models"
    verbose_name = "Indhold"
