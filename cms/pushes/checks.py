"""Told at start rather than when somebody is to be told something."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, Warning, register

from cms.citizens.purposes import purposes
from cms.declarations.problems import DeclarationError
from cms.pushes.declared import outer_channels
from cms.pushes.gateways.configured import GatewayMisconfigured, gateways


def register_checks() -> None:
    """Register them; called once, when the apps are ready."""
    register(check_gateways, "pushes")


def check_gateways(**_kwargs: object) -> list[CheckMessage]:
    """Whether PUSH_GATEWAYS can be used, and the declarations be read."""
    from django.conf import settings

    try:
        gateways()
    except (DeclarationError, GatewayMisconfigured, ValueError) as error:
        return [Error(str(error), id="pushes.E001")]
    unasked = sorted(
        one.name
        for one in outer_channels().values()
        if one.consent and one.consent not in purposes()
    )
    if unasked:
        message = f"Channel {unasked[0]!r} names a consent that citizens/purposes.yaml hasn't."
        return [Error(message, id="pushes.E002")]
    strange = sorted(set(settings.PUSH_GATEWAYS) - outer_channels().keys())
    return [
        Warning(
            f"PUSH_GATEWAYS names {name!r}, and no channel is declared by that name.",
            hint="Declare it in content_models/channels/, or take the gateway out.",
            id="pushes.W001",
        )
        for name in strange
    ]
