"""Django's registration of this floor."""

from django.apps import AppConfig


class CertificateConfig(AppConfig):
    """A certificate for what one has completed."""

    name = "cms.capabilities.certificate"
    label = "certificate"
    verbose_name = "Bevis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make a certificate when an item is completed."""
        from cms.capabilities.certificate.services import give_when_completed
        from cms.capabilities.signals import item_completed

        item_completed.connect(give_when_completed, dispatch_uid="certificate")
