"""Django's registration of this floor."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The citizens' door."""

    name = "cms.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Let citizens' own pages know of messages that wait."""
        from cms.my_page.inbox import tell
        from cms.portal.messages_waiting import unread

        tell(unread)
