"""Django's registration of this floor."""

from django.apps import AppConfig


class MyPageConfig(AppConfig):
    """Each citizen's own page."""

    name = "cms.my_page"
    label = "my_page"
    verbose_name = "Min side"

    def ready(self) -> None:
        """Say what goes along when a citizen moves."""
        from cms.my_page.moving import declare

        declare()
