"""Django's registration of this floor."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo nation."""

    name = "cms.demo"
    label = "demo"
    verbose_name = "Demo"
