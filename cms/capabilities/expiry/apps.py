"""Django's registration of this floor."""

from django.apps import AppConfig


class ExpiryConfig(AppConfig):
    """An item is open until a day."""

    name = "cms.capabilities.expiry"
    label = "expiry"
    verbose_name = "Sidste dag"

    def ready(self) -> None:
        """Work out when an item closes whenever it is about to be saved."""
        from cms.capabilities.expiry.services import fill_in
        from cms.library.signals import item_filled_in

        item_filled_in.connect(fill_in, dispatch_uid="expiry")
