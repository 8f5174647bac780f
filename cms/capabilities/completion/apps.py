"""Django's registration of this floor."""

from django.apps import AppConfig


class CompletionConfig(AppConfig):
    """A citizen marks an item as done."""

    name = "cms.capabilities.completion"
    label = "completion"
    verbose_name = "Gennemført"

    def ready(self) -> None:
        """Finish an item when its last part is done."""
        from cms.capabilities.completion.services import finish_when_nothing_remains
        from cms.capabilities.signals import citizen_advanced

        citizen_advanced.connect(finish_when_nothing_remains, dispatch_uid="completion")
