"""Told at start rather than at somebody's first step."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register
from django.utils.translation import override

from cms.declarations.problems import DeclarationError
from cms.journeys.declared import journeys
from cms.personalisation.declared import declared_events, declared_facts, declared_types
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.time_facts import time_facts
from cms.personalisation.vocabulary import Vocabulary
from cms.personalisation.words import all_words


@register("journeys")
def check_journeys(**_kwargs: object) -> list[CheckMessage]:
    """Whether the journeys and their rules can be read. They name no audience of the database."""
    arguments = {"type": declared_types(), "event": declared_events()}
    vocabulary = Vocabulary({**declared_facts(), **time_facts()}, all_words(), {}, arguments)
    try:
        declared = journeys()
    except DeclarationError as error:
        return [Error(str(error), id="journeys.E001")]
    found: list[CheckMessage] = []
    for journey in declared.values():
        for move in journey.moves:
            place = f"journeys/{journey.name}.yaml: {move.name}.when"
            try:
                # What is checked is told in English, to whoever writes the files.
                with override("en"):
                    parse_rule(move.when, vocabulary, place)
            except RuleError as error:
                found.append(Error(str(error), id="journeys.E002"))
    return found
