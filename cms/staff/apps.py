"""Django's registration of this floor."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The people who work with content."""

    name = "cms.staff"
    label = "staff"
    verbose_name = "Medarbejdere"

    def ready(self) -> None:
        """Let the history be told of people."""
        from cms.staff.history import follow_people

        follow_people()
