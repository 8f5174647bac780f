"""Django's registration of this floor."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The citizens' door."""

    name = "cms.portal"
    label = "portal"
    verbose_name = "Portal"
