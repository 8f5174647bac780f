"""Told at start rather than at somebody's first log-in."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register

from cms.citizens.identity.providers import ProviderMisconfigured, providers


@register("citizens")
def check_providers(**_kwargs: object) -> list[CheckMessage]:
    """Whether OIDC_PROVIDERS can be used."""
    try:
        providers()
    except ProviderMisconfigured as error:
        return [Error(str(error), id="citizens.E001")]
    return []
