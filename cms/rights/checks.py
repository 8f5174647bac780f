"""Told at start rather than at somebody's first log-in."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from cms.citizens.purposes import purposes
from cms.declarations.problems import DeclarationError
from cms.rights.cipher import keys


@register("rights")
def check_keys(**_kwargs: object) -> list[CheckMessage]:
    """Whether civil numbers can be sealed."""
    try:
        keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="rights.E001")]
    return []


@register("rights")
def check_purposes(**_kwargs: object) -> list[CheckMessage]:
    """Whether what citizens are asked for consent to can be read."""
    try:
        purposes()
    except DeclarationError as error:
        return [Error(str(error), id="rights.E002")]
    return []
