"""The identity providers of this installation, read from `settings.OIDC_PROVIDERS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

# The levels of the Danish standard NSIS, lowest first. A provider with other names for its
# levels lists them in its own `assurance_levels`.
NSIS = "https://data.gov.dk/concept/core/nsis/"
NSIS_LEVELS = (f"{NSIS}Low", f"{NSIS}Substantial", f"{NSIS}High")
NEEDED = ("label", "issuer", "client_id", "client_secret", "claims", "assurance")
KNOWN = frozenset({*NEEDED, "assurance_levels", "known_as", "scope"})
CLAIMS = frozenset({"subject", "name", "assurance", "protected_name"})


class ProviderMisconfigured(ValueError):
    """The settings of a provider can't be used; the message names the setting."""


class UnknownProvider(LookupError):
    """No provider has this key."""


@dataclass(frozen=True)
class Provider:
    """One provider. `claims` says which claim carries which fact, since brokers differ.

    Citizens are kept under `known_as`, the issuer's address unless the settings say otherwise;
    so a provider can move to another address and still know the same people.
    """

    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claims: Mapping[str, str]
    assurance: str
    assurance_levels: tuple[str, ...] = NSIS_LEVELS
    known_as: str = ""
    scope: str = "openid profile"

    @property
    def discovery_address(self) -> str:
        """Where the provider describes itself (OpenID Connect Discovery 1.0)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    def is_assured(self, level: str) -> bool:
        """Whether a level is at least the required one; an unknown level never is."""
        levels = self.assurance_levels
        return level in levels and levels.index(level) >= levels.index(self.assurance)


def providers() -> dict[str, Provider]:
    """Every configured provider by key. Raises ProviderMisconfigured."""
    configured: Mapping[str, Mapping[str, Any]] = settings.OIDC_PROVIDERS
    return {key: provider_from(key, values) for key, values in configured.items()}


def provider(key: str) -> Provider:
    """One provider. Raises UnknownProvider, ProviderMisconfigured."""
    configured: Mapping[str, Mapping[str, Any]] = settings.OIDC_PROVIDERS
    if key not in configured:
        raise UnknownProvider(key)
    return provider_from(key, configured[key])


def provider_from(key: str, values: Mapping[str, Any]) -> Provider:
    """A checked provider. Raises ProviderMisconfigured, naming the setting and the way out."""
    place = f"OIDC_PROVIDERS[{key!r}]"
    for name in NEEDED:
        if not values.get(name):
            raise ProviderMisconfigured(f"{place} lacks {name!r}. Add it.")
    for name in values.keys() - KNOWN:
        raise ProviderMisconfigured(f"{place} has an unknown {name!r}. Known: {sorted(KNOWN)}.")
    _check_claims(place, values["claims"])
    _check_address(place, values["issuer"])
    made = Provider(key=key, **{**values, "known_as": values.get("known_as") or values["issuer"]})
    if made.assurance not in made.assurance_levels:
        message = f"{place}['assurance'] must be one of {list(made.assurance_levels)}."
        raise ProviderMisconfigured(message)
    return made


def _check_claims(place: str, claims: Mapping[str, str]) -> None:
    wrong = claims.keys() - CLAIMS
    if wrong or "subject" not in claims or "assurance" not in claims:
        message = f"{place}['claims'] maps 'subject' and 'assurance', and maybe {sorted(CLAIMS)}."
        raise ProviderMisconfigured(message)


def _check_address(place: str, issuer: str) -> None:
    """Tokens must not cross the net unencrypted; only this very machine is an exception."""
    address = urlsplit(issuer)
    is_local = address.hostname in ("localhost", "127.0.0.1", "::1")
    if address.scheme != "https" and not (address.scheme == "http" and is_local):
        raise ProviderMisconfigured(f"{place}['issuer'] must begin with https://, not {issuer!r}.")
