"""Django's registration of this floor."""

from django.apps import AppConfig


class CompletionConfig(AppConfig):
    """A citizen marks an item as done."""

    name = "cms.capabilities.completion"
    label = "completion"
    verbose_name = "Gennemført"
