"""Django's registration of this floor."""

from django.apps import AppConfig
from django.conf import settings


class ApiConfig(AppConfig):
    """The GraphQL door."""

    name = "cms.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        """Know which release this is while its files are still its own."""
        if settings.REDIS_URL:
            from cms.api.version import version

            version()
