"""Django's registration of this floor."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """The essentials of each municipality's site."""

    name = "cms.sites"
    label = "sites"
    verbose_name = "Websteder"

    def ready(self) -> None:
        """Let the history be told of sites."""
        from cms.sites.history import follow_sites

        follow_sites()
