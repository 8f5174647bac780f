"""Django's registration of this door."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Companies' and vendors' own page."""

    name = "cms.partners"
    label = "partners"
    verbose_name = "Virksomheder og leverandører"
