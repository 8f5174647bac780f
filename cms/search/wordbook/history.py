"""What the history knows of editors' words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.search.models import Recommendation, SynonymGroup

GROUPED, REGROUPED, UNGROUPED = "search.synonyms", "search.synonyms_changed", "search.synonyms_gone"
RECOMMENDED = "search.recommended"
CHANGED, UNRECOMMENDED = "search.recommendation_changed", "search.recommendation_gone"
ACTIONS = {
    GROUPED: _("Lod søgeord betyde det samme"),
    REGROUPED: _("Rettede søgeord, der betyder det samme"),
    UNGROUPED: _("Fjernede søgeord, der betød det samme"),
    RECOMMENDED: _("Anbefalede indhold til et søgeord"),
    CHANGED: _("Rettede en anbefaling til et søgeord"),
    UNRECOMMENDED: _("Fjernede en anbefaling til et søgeord"),
}


def follow_words() -> None:
    """Make the history ready to be told of words."""
    keep_history_of(SynonymGroup)
    keep_history_of(Recommendation)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def of_group(group: SynonymGroup) -> dict[str, Any]:
    """What a person may change of a group."""
    return {"words": list(group.words), "language": group.language}


def of_recommendation(one: Recommendation) -> dict[str, Any]:
    """What a person may change of a recommendation."""
    items = one.places.values_list("item__listed_title", flat=True) if one.pk else ()
    return {
        "phrases": list(one.phrases),
        "first_day": one.first_day and one.first_day.isoformat(),
        "last_day": one.last_day and one.last_day.isoformat(),
        "items": list(items),
    }
