"""Django's registration of this floor."""

from django.apps import AppConfig


class SlotsConfig(AppConfig):
    """Bookable times."""

    name = "cms.capabilities.slots"
    label = "slots"
    verbose_name = "Tider"

    def ready(self) -> None:
        """Say what the citizen reads that somebody has seen."""
        from cms.capabilities.slots.desk import declare_looks

        declare_looks()
