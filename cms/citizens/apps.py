"""Django's registration of this floor."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.citizens"
    label = "citizens"
    verbose_name = "Borgere"

    def ready(self) -> None:
        """Register the checks."""
        from cms.citizens import checks  # noqa: F401
