"""Django's registration of this floor."""

from typing import Any

from django.apps import AppConfig


class SignupConfig(AppConfig):
    """Places, waiting list and signing up."""

    name = "cms.capabilities.signup"
    label = "signup"
    verbose_name = "Tilmelding"

    def ready(self) -> None:
        """Seats that come free go to those who wait: a citizen leaves, or seats are added."""
        from django.db.models.signals import post_save

        from cms.capabilities.signup.desk import declare_looks
        from cms.capabilities.signup.models import SignupSettings
        from cms.capabilities.signup.services import sign_off_everywhere
        from cms.citizens.signals import citizen_leaves

        declare_looks()
        citizen_leaves.connect(sign_off_everywhere, dispatch_uid="signup")
        post_save.connect(_seats_changed, sender=SignupSettings, dispatch_uid="signup")


def _seats_changed(instance: Any, raw: bool = False, **_signal: object) -> None:
    from cms.capabilities.signup.services import settle
    from cms.library.models import Item

    if not raw:
        for item in Item.objects.everything("seats were changed").filter(pk=instance.item_id):
            settle(item)
