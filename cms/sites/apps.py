"""Django's registration of this floor."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """The essentials of each municipality's site."""

    name = "cms.sites"
    label = "sites"
    verbose_name = "Websteder"
