"""Django's registration of this floor."""

from django.apps import AppConfig


class PersonalisationConfig(AppConfig):
    """Audiences, rules, the feed and its reasons."""

    name = "cms.personalisation"
    label = "personalisation"
    verbose_name = "Personalisering"

    def ready(self) -> None:
        """Collect the rule words that capabilities bring, and keep the history of rules."""
        from cms.personalisation import history
        from cms.personalisation.stamp import RULES
        from cms.personalisation.words import collect
        from cms.stamps.declared import Watch, declare

        collect()
        history.keep()
        declare(Watch(RULES, lambda: [self.get_model("Audience"), self.get_model("Rule")]))
