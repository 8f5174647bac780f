"""States and moves as a person reads them; what is no longer declared keeps its bare name."""

from __future__ import annotations


def said_of_journey(journey: str, language: str) -> str:
    """What the journey is called."""
    from cms.journeys.declared import journeys

    declared = journeys().get(journey)
    return declared.labels.in_language(language) if declared else journey


def said_of_state(journey: str, state: str, language: str) -> str:
    """Where one is."""
    from cms.journeys.declared import journeys

    declared = journeys().get(journey)
    found = declared.states.get(state) if declared else None
    return found.label.in_language(language) if found else state


def said_of_move(journey: str, move: str, language: str) -> str:
    """Why one was moved, or is proposed to be."""
    from cms.journeys.declared import journeys

    declared = journeys().get(journey)
    found = declared.move(move) if declared else None
    return found.reason.in_language(language) if found else move
