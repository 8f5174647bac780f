"""The identity providers of this installation, read from the settings; one list for each door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from cms.citizens.identity.profiles import FACTS, PROFILES, Profile

NEEDED = ("label", "issuer", "client_id", "client_secret")
OWN = frozenset({*NEEDED, "profile", "known_as", "civil_number", "tenant"})
KNOWN = OWN | {one.name for one in fields(Profile)}
ALWAYS = ("subject",)


class ProviderMisconfigured(ValueError):
    """The settings of a provider can't be used; the message names the setting."""


class UnknownProvider(LookupError):
    """No provider has this key."""


class Door(StrEnum):
    """Who logs in, and so which providers and what one meets behind it."""

    CITIZENS = "borger"
    COMPANIES = "virksomhed"
    STAFF = "ansat"


SETTINGS = {
    Door.CITIZENS: "OIDC_PROVIDERS",
    Door.COMPANIES: "OIDC_COMPANY_PROVIDERS",
    Door.STAFF: "OIDC_STAFF_PROVIDERS",
}


@dataclass(frozen=True)
class Provider:
    """One provider: what the operator wrote, over what its profile says.

    People are kept under `known_as`, the issuer's address unless the settings say otherwise; so a
    provider can move to another address and still know the same people.
    """

    key: str
    door: Door
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    known_as: str
    profile: Profile
    asks_civil_number: bool = False

    @property
    def discovery_address(self) -> str:
        """Where the provider describes itself (OpenID Connect Discovery 1.0)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    @property
    def claims(self) -> Mapping[str, str]:
        """Which claim carries which fact."""
        return self.profile.claims

    @property
    def scope(self) -> str:
        """What to ask for; the civil number only where the operator wants it."""
        civil = self.profile.civil_scope if self.asks_civil_number else ""
        return f"{self.profile.scope} {civil}".strip()

    def questions(self) -> dict[str, str]:
        """What the log-in's address asks beside the standard's own questions."""
        level = self.profile.assurance
        words = {"level": level, "level_word": level.rpartition("/")[2].lower()}
        return {name: asked.format(**words) for name, asked in self.profile.asks.items()}

    def is_assured(self, level: str) -> bool:
        """Whether a level is at least the required one; an unknown level never is."""
        levels = self.profile.assurance_levels
        if not levels:
            return True
        return level in levels and levels.index(level) >= levels.index(self.profile.assurance)


def providers(door: Door = Door.CITIZENS) -> dict[str, Provider]:
    """Every provider of a door by key. Raises ProviderMisconfigured."""
    return {key: provider_from(key, values, door) for key, values in _configured(door).items()}


def provider(key: str, door: Door = Door.CITIZENS) -> Provider:
    """One provider. Raises UnknownProvider, ProviderMisconfigured."""
    configured = _configured(door)
    if key not in configured:
        raise UnknownProvider(key)
    return provider_from(key, configured[key], door)


def _configured(door: Door) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = getattr(settings, SETTINGS[door], {})
    return found


def provider_from(key: str, values: Mapping[str, Any], door: Door = Door.CITIZENS) -> Provider:
    """A checked provider. Raises ProviderMisconfigured, naming the setting and the way out."""
    place = f"{SETTINGS[door]}[{key!r}]"
    for name in NEEDED:
        if not values.get(name):
            raise ProviderMisconfigured(f"{place} lacks {name!r}. Add it.")
    for name in values.keys() - KNOWN:
        raise ProviderMisconfigured(f"{place} has an unknown {name!r}. Known: {sorted(KNOWN)}.")
    _check_address(place, values["issuer"])
    return Provider(
        key=key,
        door=door,
        **{name: values[name] for name in NEEDED},
        known_as=values.get("known_as") or values["issuer"],
        profile=_profile(place, values, door),
        asks_civil_number=bool(values.get("civil_number")),
    )


def _profile(place: str, values: Mapping[str, Any], door: Door) -> Profile:
    """The named profile with what the operator overrides."""
    name = values.get("profile", "generic")
    if name not in PROFILES:
        known = sorted(PROFILES)
        raise ProviderMisconfigured(f"{place}['profile'] is {name!r}, but must be one of {known}.")
    base = PROFILES[name]
    over = {one.name: values[one.name] for one in fields(Profile) if one.name in values}
    over["claims"] = _claims(place, base, values.get("claims", {}))
    over["must_be"] = _must_be(place, base, values)
    made = Profile(**{**{one.name: getattr(base, one.name) for one in fields(Profile)}, **over})
    _check_profile(place, made, door)
    return made


def _claims(place: str, base: Profile, own: Mapping[str, str]) -> dict[str, str]:
    merged = {**base.claims, **own}
    claims = {fact: claim for fact, claim in merged.items() if claim}
    if claims.keys() - FACTS or any(fact not in claims for fact in ALWAYS):
        message = f"{place}['claims'] maps 'subject', and maybe some of {sorted(FACTS)}."
        raise ProviderMisconfigured(message)
    return claims


def _must_be(place: str, base: Profile, values: Mapping[str, Any]) -> dict[str, str]:
    wanted: Mapping[str, str] = values.get("must_be", base.must_be)
    tenant = values.get("tenant", "")
    if any("{tenant}" in value for value in wanted.values()) and not tenant:
        raise ProviderMisconfigured(f"{place} lacks 'tenant': whose directory it is. Add it.")
    return {claim: value.replace("{tenant}", tenant) for claim, value in wanted.items()}


def _check_profile(place: str, made: Profile, door: Door) -> None:
    levels = list(made.assurance_levels)
    if levels and (made.assurance not in levels or "assurance" not in made.claims):
        message = f"{place}['assurance'] must be one of {levels}, and ['claims'] say where it is."
        raise ProviderMisconfigured(message)
    if door is Door.CITIZENS and not levels:
        raise ProviderMisconfigured(f"{place} needs 'assurance_levels': citizens prove a level.")
    if door is Door.COMPANIES and "company_number" not in made.claims:
        message = f"{place}['claims'] lacks 'company_number': which claim holds the CVR number."
        raise ProviderMisconfigured(message)


def _check_address(place: str, issuer: str) -> None:
    """Tokens must not cross the net unencrypted; only this very machine is an exception."""
    address = urlsplit(issuer)
    is_local = address.hostname in ("localhost", "127.0.0.1", "::1")
    if address.scheme != "https" and not (address.scheme == "http" and is_local):
        raise ProviderMisconfigured(f"{place}['issuer'] must begin with https://, not {issuer!r}.")
