"""Django's registration of this floor."""

from django.apps import AppConfig


class SeriesConfig(AppConfig):
    """Items in a series."""

    name = "cms.capabilities.series"
    label = "series"
    verbose_name = "Serier"

    def ready(self) -> None:
        """Hear what is finished, keep history, and say on which terms steps are kept."""
        from cms.capabilities.series import history, listening, terms

        listening.connect()
        history.declare()
        terms.declare()
