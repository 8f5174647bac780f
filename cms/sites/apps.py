"""Django's registration of this floor."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """The essentials of each municipality's site."""

    name = "cms.sites"
    label = "sites"
    verbose_name = "Websteder"

    def ready(self) -> None:
        """Tell of sites to those who speak of them, and keep a stamp of them."""
        from cms.capabilities.contact.whom import tell_hours
        from cms.sites.history import follow_sites
        from cms.sites.services import SITES, details_of
        from cms.stamps.declared import Watch, declare

        follow_sites()
        tell_hours(lambda municipality: details_of(municipality).hours_in_words)
        declare(Watch(SITES, lambda: [self.get_model("SiteDetails")]))
