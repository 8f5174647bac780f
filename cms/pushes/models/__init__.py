"""The tables of pushes: what is told, how it is sent, and what the citizen wants."""

from cms.pushes.models.letters import (
    SETTLED,
    Enclosure,
    GatewayHealth,
    Letter,
    LetterKind,
    LetterState,
)
from cms.pushes.models.people import Contact, Preference, PushSettings, Rhythm
from cms.pushes.models.pushes import Push

__all__ = [
    "SETTLED",
    "Contact",
    "Enclosure",
    "GatewayHealth",
    "Letter",
    "LetterKind",
    "LetterState",
    "Preference",
    "Push",
    "PushSettings",
    "Rhythm",
]
