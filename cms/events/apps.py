"""Django's registration of this floor."""

from __future__ import annotations

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.events"
    label = "events"
    verbose_name = "Hændelser"

    def ready(self) -> None:
        """Listen to the floors below, and say how long events are kept."""
        from cms.citizens.signals import citizen_arrives, citizen_leaves
        from cms.events import checks, hearing, retention  # noqa: F401
        from cms.rights.signals import consent_withdrawn

        citizen_arrives.connect(hearing.hear_of_arrival)
        citizen_leaves.connect(hearing.hear_of_leaving)
        consent_withdrawn.connect(hearing.hear_of_withdrawal)
