"""Django's registration of this floor."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """The essentials of each municipality's site."""

    name = "cms.sites"
    label = "sites"
    verbose_name = "Websteder"

    def ready(self) -> None:
        """Let the history be told of sites, and keep a stamp of them."""
        from cms.sites.history import follow_sites
        from cms.sites.services import SITES
        from cms.stamps.declared import Watch, declare

        follow_sites()
        declare(Watch(SITES, lambda: [self.get_model("SiteDetails")]))
