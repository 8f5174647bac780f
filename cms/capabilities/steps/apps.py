"""Django's registration of this floor."""

from django.apps import AppConfig


class StepsConfig(AppConfig):
    """What one learns, part by part."""

    name = "cms.capabilities.steps"
    label = "steps"
    verbose_name = "Trin"
    default_auto_field = "django.db.models.BigAutoField"
