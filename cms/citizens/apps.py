"""Django's registration of this floor."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.citizens"
    label = "citizens"
    verbose_name = "Borgere"

    def ready(self) -> None:
        """Register the checks, and hear of staff who log in and out."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from cms.citizens import checks  # noqa: F401
        from cms.citizens.identity.staff_sessions import note_login, note_logout

        user_logged_in.connect(note_login, dispatch_uid="staff_log_in")
        user_logged_out.connect(note_logout, dispatch_uid="staff_log_out")
