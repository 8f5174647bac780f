"""Django's registration of this floor."""

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    """Opening a service, signed in."""

    name = "cms.capabilities.launch"
    label = "launch"
    verbose_name = "Åbn tilbuddet"

    def ready(self) -> None:
        """Say on which terms rows are kept, and let the history be told of agreements."""
        from cms.capabilities.launch import history, terms

        terms.declare()
        history.follow()
