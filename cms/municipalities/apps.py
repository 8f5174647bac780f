"""Django's registration of this floor."""

from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """Owners, municipalities, roles and who a request is for."""

    name = "cms.municipalities"
    label = "municipalities"
    verbose_name = "Kommuner"
