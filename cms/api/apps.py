"""Django's registration of this floor."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The GraphQL door."""

    name = "cms.api"
    label = "api"
    verbose_name = "API"
