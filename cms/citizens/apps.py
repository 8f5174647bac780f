"""Django's registration of this floor."""

from django.apps import AppConfig

from cms.stamps.declared import OwnWatch, declare

# The name of the stamp of everything that is kept about one citizen.
CITIZEN = "citizen"


class CitizensConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.citizens"
    label = "citizens"
    verbose_name = "Borgere"

    def ready(self) -> None:
        """Register the checks, hear of staff who log in and out, and give citizens stamps.

        Their sessions are read with them.
        """
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from cms.citizens import checks  # noqa: F401
        from cms.citizens.identity.sessions import SESSION
        from cms.citizens.identity.staff_sessions import note_login, note_logout
        from cms.stamps.beside import declare_beside

        declare_beside(SESSION)
        declare(OwnWatch(CITIZEN, lambda: self.get_model("Citizen")))
        user_logged_in.connect(note_login, dispatch_uid="staff_log_in")
        user_logged_out.connect(note_logout, dispatch_uid="staff_log_out")
