"""Django's registration of this floor."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.journeys"
    label = "journeys"
    verbose_name = "Forløb"

    def ready(self) -> None:
        """Listen to the floors below."""
        from cms.journeys import checks, hearing, terms  # noqa: F401

        hearing.connect()
