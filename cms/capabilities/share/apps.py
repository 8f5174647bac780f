"""Django's registration of this floor."""

from django.apps import AppConfig


class ShareConfig(AppConfig):
    """A citizen shares an item."""

    name = "cms.capabilities.share"
    label = "share"
    verbose_name = "Del"

    def ready(self) -> None:
        """Stand on the staff's page of a citizen, and say on which terms."""
        from cms.capabilities.share import staff

        staff.declare()
