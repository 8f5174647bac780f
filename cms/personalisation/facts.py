"""What is known about a viewer on the day, as rules want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cms.citizens.models import Citizen
from cms.personalisation.declared import MUNICIPALITY, declared_facts
from cms.personalisation.time_facts import TODAY, times_of
from cms.personalisation.viewer import Viewer
from cms.personalisation.vocabulary import Storage
from cms.personalisation.words import all_words


def facts_of_citizen(citizen: Citizen, today: date, words: Iterable[str] = ()) -> dict[str, Any]:
    """Give the answers, what is worked out from them, and what the named words gather."""
    facts: dict[str, Any] = dict(citizen.answers_as_facts(today))
    facts |= times_of(citizen, today)
    facts[MUNICIPALITY] = citizen.municipality.slug
    _set_language(facts, citizen.language)
    for name in words:
        facts[name] = all_words()[name].gather(citizen, today)
    return facts


def facts_of_viewer(viewer: Viewer, words: Iterable[str] = ()) -> dict[str, Any]:
    """Give a citizen's facts; of somebody not logged in only place, language and day."""
    if viewer.citizen is not None:
        return facts_of_citizen(viewer.citizen, viewer.today, words)
    facts: dict[str, Any] = {TODAY: viewer.today}
    if viewer.municipality is not None:
        facts[MUNICIPALITY] = viewer.municipality.slug
    _set_language(facts, viewer.language)
    return facts


def _set_language(facts: dict[str, Any], language: str) -> None:
    """The language of the portal is kept on the citizen, whatever was once answered."""
    for fact in declared_facts().values():
        if fact.storage is Storage.LANGUAGE:
            facts[fact.name] = language
