"""Django's registration of this floor."""

from django.apps import AppConfig


class PersonalisationConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.personalisation"
    label = "personalisation"
    verbose_name = "Personalisation"
