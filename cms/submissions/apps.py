"""Django's registration of this floor."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Submissions and releases."""

    name = "cms.submissions"
    label = "submissions"
    verbose_name = "Indsendt"

    def ready(self) -> None:
        """Keep the history of what is sent in and let out."""
        from cms.submissions import history

        history.keep()
