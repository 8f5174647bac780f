"""Django's registration of this floor."""

from django.apps import AppConfig


class PushesConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.pushes"
    label = "pushes"
    verbose_name = "Beskeder"

    def ready(self) -> None:
        """Register the checks and what is kept how long, and hear from the floors below."""
        from cms.pushes import checks, flagged, listening, retention  # noqa: F401

        checks.register_checks()
        listening.connect()
        flagged.follow_letters()
