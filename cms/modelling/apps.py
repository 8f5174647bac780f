"""Django's registration of the content modeller's commands."""

from django.apps import AppConfig


class ModellingConfig(AppConfig):
    """Commands over declarations."""

    name = "cms.modelling"
    label = "modelling"
    verbose_name = "Indholdsmodeller"
