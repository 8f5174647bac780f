"""Django's registration of this floor."""

from django.apps import AppConfig


class CapabilitiesConfig(AppConfig):
    """What one can do with an item."""

    name = "cms.capabilities"
    label = "capabilities"
    verbose_name = "Muligheder"
