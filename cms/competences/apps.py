"""Django's registration of this floor."""

from django.apps import AppConfig


class CompetencesConfig(AppConfig):
    """What citizens can do."""

    name = "cms.competences"
    label = "competences"
    verbose_name = "Kompetencer"

    def ready(self) -> None:
        """Hear what is finished and what consent is given, and say on which terms all is kept."""
        from cms.competences import hearing, terms

        hearing.connect()
        terms.declare()
