"""Django's registration of this floor."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Citizens' own papers."""

    name = "cms.documents"
    label = "documents"
    verbose_name = "Borgernes dokumenter"

    def ready(self) -> None:
        """Say on which terms they are kept, and that they go along when a citizen moves."""
        from cms.documents import terms

        terms.declare()
