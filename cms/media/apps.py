"""Django's registration of this floor."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Videos with captions, and checks of what is uploaded."""

    name = "cms.media"
    label = "media"
    verbose_name = "Medier"
