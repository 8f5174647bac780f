"""Django's registration of this floor."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class StampsConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.stamps"
    label = "stamps"
    verbose_name = "Stempler"

    def ready(self) -> None:
        """Keep the triggers out of the way of migrations."""
        pre_migrate.connect(_remove, sender=self)
        post_migrate.connect(_install, sender=self)


def _remove(using: str = "default", **_signal: Any) -> None:
    from cms.stamps.triggers import remove

    remove(connections[using])


def _install(using: str = "default", **_signal: Any) -> None:
    from cms.stamps.triggers import install

    install(connections[using])
