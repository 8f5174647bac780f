"""Django's registration of this floor."""

from django.apps import AppConfig


class SignupConfig(AppConfig):
    """Places, waiting list and signing up."""

    name = "cms.capabilities.signup"
    label = "signup"
    verbose_name = "Tilmelding"

    def ready(self) -> None:
        """Give a citizen's seats to those who wait when the citizen is erased."""
        from cms.capabilities.signup.services import sign_off_everywhere
        from cms.citizens.signals import citizen_leaves

        citizen_leaves.connect(sign_off_everywhere, dispatch_uid="signup")
