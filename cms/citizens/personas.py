"""Made-up citizens, as whom editors look at a portal. They are never stored and match nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.utils import timezone

from cms.citizens.answers import check_answers
from cms.citizens.declared import attributes, options
from cms.citizens.derivations import source_of
from cms.citizens.models import Citizen
from cms.citizens.values import Value
from cms.declarations.catalogue import PERSONAS, current
from cms.declarations.persona_file import read_personas
from cms.declarations.personas import Persona
from cms.municipalities.models import Municipality

# No row has this key: whatever is asked about a made-up citizen finds nothing.
NOBODY = -1


@lru_cache(maxsize=1)
def personas() -> Mapping[str, Persona]:
    """Every declared persona by name, read once a process. Raises DeclarationError."""
    catalogue = current()
    path = catalogue.folder / PERSONAS
    if not path.exists():
        return {}
    return read_personas(path, attributes(), catalogue.vocabularies)


def made_up(persona: Persona, municipality: Municipality, language: str) -> Citizen:
    """The persona as a citizen of this municipality who has answered the questions."""
    now = timezone.now()
    citizen = Citizen(
        pk=NOBODY,
        municipality=municipality,
        display_name=persona.name,
        language=language,
        screening_finished_at=now,
    )
    citizen.made_up_answers = answers_of_persona(persona, timezone.localdate(now))
    return citizen


def answers_of_persona(persona: Persona, today: date) -> dict[str, list[Value]]:
    """The answers as a citizen's would be stored. Raises InvalidAnswers."""
    said: dict[str, object] = {}
    for name, value in persona.answers.items():
        derived = attributes()[name].derived
        if derived and isinstance(value, int):
            said[derived.from_] = source_of(derived.as_, value, today)
        else:
            said[name] = value
    return check_answers(said)


def language_of(persona: Persona) -> str:
    """The language that the persona reads; "" where the file doesn't say."""
    for name, value in persona.answers.items():
        if attributes()[name].sets_language:
            return str(value)
    return ""


def said_by(persona: Persona, language: str) -> list[tuple[str, str]]:
    """The answers as one reads them: the attribute's label, and the values'."""
    found = []
    for name, value in persona.answers.items():
        attribute = attributes()[name]
        labels = {} if attribute.derived else options(attribute, language)
        values = value if isinstance(value, list) else [value]
        words = [_word(one, labels) for one in values]
        found.append((attribute.label.in_language(language), ", ".join(words)))
    return found


def _word(value: object, labels: Mapping[str, str]) -> str:
    key = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return labels.get(key, key)
