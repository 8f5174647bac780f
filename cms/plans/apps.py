"""Django's registration of this floor."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Employment plans, and what citizens follow."""

    name = "cms.plans"
    label = "plans"
    verbose_name = "Planer"

    def ready(self) -> None:
        """Let the history be told of what staff do, and say on which terms plans are kept."""
        from cms.plans import terms
        from cms.plans.history import follow_plans

        follow_plans()
        terms.declare()
