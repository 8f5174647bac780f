"""What a citizen has said, in so many words, to be interested in lifts what is marked so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cms.citizens.declared import attributes, options
from cms.declarations.attributes import Attribute, Boost
from cms.personalisation.choosable import narrower
from cms.personalisation.declared import language_name
from cms.personalisation.effect import Effect, Kind
from cms.personalisation.selection import Selection
from cms.personalisation.sentence import label_within_sentence

# Nearly everything is in the portal's first language, so it is no reason for anything.
COMMON_LANGUAGE = "da"


def effects_of_interests(facts: Mapping[str, Any]) -> Iterator[Effect]:
    """Give an effect for each thing chosen where the declaration says that choices lift."""
    for name, attribute in attributes().items():
        chosen = facts.get(name)
        if attribute.boost is None or not isinstance(chosen, frozenset):
            continue
        for value in sorted(chosen):
            if attribute.kind != "languages" or value != COMMON_LANGUAGE:
                yield _effect(name, attribute, attribute.boost, value)


def _effect(name: str, attribute: Attribute, boost: Boost, value: str) -> Effect:
    if attribute.vocabulary:
        terms = {attribute.vocabulary: narrower(attribute.vocabulary, [value])}
        selection = Selection(terms=terms)
    else:
        selection = Selection(language=value)
    reasons = {
        language: text.format(value=_spoken(attribute, value, language))
        for language, text in boost.reason.model_dump().items()
        if text
    }
    return Effect(Kind.BOOST, selection, boost.weight, f"choice:{name}:{value}", reasons)


def _spoken(attribute: Attribute, value: str, language: str) -> str:
    """Name the choice as it stands within a sentence."""
    if attribute.kind == "languages":
        return language_name(value, language)
    return label_within_sentence(options(attribute, language).get(value, value))
