"""Django's registration of this floor."""

from django.apps import AppConfig


class PlayableConfig(AppConfig):
    """A film is watched, read and searched."""

    name = "cms.capabilities.playable"
    label = "playable"
    verbose_name = "Kan afspilles"

    def ready(self) -> None:
        """Items are found by what is said in their films, so changed captions change them."""
        from cms.capabilities.playable.listening import connect

        connect()
