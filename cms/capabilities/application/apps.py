"""Django's registration of this floor."""

from django.apps import AppConfig


class ApplicationConfig(AppConfig):
    """Applications and how far they have come."""

    name = "cms.capabilities.application"
    label = "application"
    verbose_name = "Ansøgning"

    def ready(self) -> None:
        """Say what is seen, on which terms it is kept, and when it is deleted."""
        from cms.capabilities.application import terms
        from cms.capabilities.application.desk import declare_looks

        declare_looks()
        terms.declare()
