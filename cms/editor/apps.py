"""Django's registration of this floor."""

from django.apps import AppConfig


class EditorConfig(AppConfig):
    """The editors' door: Wagtail's admin."""

    name = "cms.editor"
    label = "editor"
    verbose_name = "Redaktion"
