"""Django's registration of this floor."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Subscriptions of each municipality, and what is to be told to them."""

    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        """Hear of changes, and let the history be told of subscriptions."""
        from cms.webhooks import history, listening

        history.follow_webhooks()
        listening.connect()
