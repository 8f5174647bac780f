"""Django's registration of this floor."""

from django.apps import AppConfig


class EditorConfig(AppConfig):
    """The editors' door: Wagtail's admin."""

    name = "cms.editor"
    label = "editor"
    verbose_name = "Redaktion"

    def ready(self) -> None:
        """Listen for logins before Django's own receiver does: this app stands before it."""
        from cms.editor.desk import visits  # noqa: F401
