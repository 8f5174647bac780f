"""What the builder's script says, in the editor's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Every word by the name that the script uses."""
    return {
        "all": _("Alle af disse skal passe"),
        "any": _("Mindst én af disse skal passe"),
        "group": _("Gruppe"),
        "condition": _("Betingelse"),
        "kind": _("Hvad handler det om?"),
        "operator": _("Hvordan"),
        "value": _("Værdi"),
        "facts": _("Det, borgeren har fortalt"),
        "words": _("Det, borgeren har gjort"),
        "audiences": _("Andre målgrupper"),
        "in_audience": _("hører til målgruppen »%s«"),
        "is_negated": _("Gælder IKKE"),
        "add_condition": _("Tilføj betingelse"),
        "add_group": _("Tilføj gruppe"),
        "negate": _("Vend om (ikke)"),
        "up": _("Flyt op"),
        "down": _("Flyt ned"),
        "remove": _("Fjern"),
        "search": _("Søg i listen"),
        "chosen": _("valgt"),
        "several": _("Flere adskilles med komma"),
        "empty": _("Ingen betingelser endnu: det er alle borgere."),
        "empty_any": _("Tilføj mindst én betingelse her."),
        "other": _("Denne del kan kun rettes som JSON."),
        "fits": _("passer"),
        "fits_not": _("passer ikke"),
        "here_fits": _("Passer på %s"),
        "here_fits_not": _("Passer ikke på %s"),
        "show_why": _("Vis hvor i reglen"),
        "citizens_one": _("borger"),
        "citizens": _("borgere"),
        "unreadable": _(
            "Det er ikke JSON endnu. Byggeklodserne viser det sidste, der kunne læses."
        ),
        "no_answer": _("Serveren svarede ikke. Det, du har skrevet, står her stadig."),
        "changed": _("Reglen er ændret."),
        "removed": _("Fjernet."),
        "moved": _("Flyttet."),
        "added": _("Tilføjet."),
        "test_of": _("Hvem"),
        "test_person": _("En person, som …"),
        "test_must": _("skal passe"),
        "test_must_not": _("må ikke passe"),
        "test_wanted": _("Forventet"),
        "add_test": _("Tilføj prøve"),
        "add_fact": _("Tilføj oplysning"),
        "test": _("Prøve"),
        "holds": _("Består"),
        "holds_not": _("Består ikke"),
        "no_tests": _("Ingen prøver endnu. En prøve, der ikke består, stopper udgivelsen."),
        "nothing_found": _("Intet fundet"),
        "found": _("fundet"),
        "add": _("Vælg"),
        "yes": _("Ja"),
        "required": _("skal udfyldes"),
        "optional": _("kan stå tom"),
    }
