"""Django's registration of this floor."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys and origins of each municipality."""

    name = "cms.keys"
    label = "keys"
    verbose_name = "Nøgler"

    def ready(self) -> None:
        """Let the history be told of keys and origins."""
        from cms.keys.history import follow_keys

        follow_keys()
