"""Django's registration of this floor."""

from django.apps import AppConfig


class SignupConfig(AppConfig):
    """Places, waiting list and signing up."""

    name = "cms.capabilities.signup"
    label = "signup"
    verbose_name = "Tilmelding"
