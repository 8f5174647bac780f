"""Django's registration of this floor."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The history of every owner."""

    name = "cms.history"
    label = "history"
    verbose_name = "Historik"
