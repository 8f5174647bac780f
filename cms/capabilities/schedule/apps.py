"""Django's registration of this floor."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """When items happen."""

    name = "cms.capabilities.schedule"
    label = "schedule"
    verbose_name = "Kalender"

    def ready(self) -> None:
        """Work out an item's times whenever what it says has changed."""
        from cms.capabilities.schedule.services import follow_item
        from cms.library.signals import item_changed

        item_changed.connect(follow_item, dispatch_uid="schedule")
