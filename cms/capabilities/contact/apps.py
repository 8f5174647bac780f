"""Django's registration of this floor."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Whom one can ask about an item."""

    name = "cms.capabilities.contact"
    label = "contact"
    verbose_name = "Spørg om det"

    def ready(self) -> None:
        """Say on which terms questions are kept."""
        from cms.capabilities.contact import terms

        terms.declare()
