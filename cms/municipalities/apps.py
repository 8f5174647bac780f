"""Django's registration of this floor."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class MunicipalitiesConfig(AppConfig):
    """Owners, municipalities, roles and who a request is for."""

    name = "cms.municipalities"
    label = "municipalities"
    verbose_name = "Kommuner"

    def ready(self) -> None:
        """Let groups follow the table of roles; by auth's turn the permissions are there."""
        from cms.municipalities.hosts import MUNICIPALITIES
        from cms.stamps.declared import Watch, declare

        owners = [self.get_model("Owner"), self.get_model("Municipality")]
        declare(Watch(MUNICIPALITIES, lambda: owners))
        post_migrate.connect(follow_the_table, sender=apps.get_app_config("auth"))


def follow_the_table(using: str, **_: Any) -> None:
    """Give every group what the table of roles says, once all tables are there."""
    from cms.municipalities.roles import refresh_groups

    tables = connections[using].introspection.table_names()
    if using == "default" and "guardian_groupobjectpermission" in tables:
        refresh_groups()
