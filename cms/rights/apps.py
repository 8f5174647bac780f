"""Django's registration of this floor."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RightsConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.rights"
    label = "rights"
    verbose_name = "Rettigheder"

    def ready(self) -> None:
        """Listen to the floor below, and register the checks."""
        from cms.citizens.signals import citizen_arrives, citizen_consents, citizen_leaves
        from cms.rights import checks, civil_numbers, consents, erasing  # noqa: F401

        citizen_arrives.connect(civil_numbers.hear_of_arrival)
        citizen_consents.connect(consents.hear_of_answer)
        citizen_leaves.connect(erasing.hear_of_leaving)
        post_migrate.connect(_guard, sender=self)


def _guard(using: str = "default", **_signal: Any) -> None:
    from cms.rights.guards import install

    install(connections[using])
