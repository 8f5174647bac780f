"""Told at start rather than at somebody's first log-in."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register
from django.utils import timezone

from cms.citizens.answers import InvalidAnswers
from cms.citizens.identity.providers import Door, ProviderMisconfigured, providers
from cms.citizens.personas import answers_of_persona, personas
from cms.declarations.problems import DeclarationError


@register("citizens")
def check_providers(**_kwargs: object) -> list[CheckMessage]:
    """Whether the providers of every door can be used."""
    problems: list[CheckMessage] = []
    for door in Door:
        try:
            providers(door)
        except ProviderMisconfigured as error:
            problems.append(Error(str(error), id="citizens.E001"))
    return problems


@register("citizens")
def check_personas(**_kwargs: object) -> list[CheckMessage]:
    """Whether every made-up citizen could be one."""
    try:
        for persona in personas().values():
            answers_of_persona(persona, timezone.localdate())
    except (DeclarationError, InvalidAnswers) as error:
        return [Error(str(error), id="citizens.E002")]
    return []
