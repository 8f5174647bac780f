"""Checks an identity token: signature, issuer, audience, time, nonce and assurance level."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from cms.citizens.identity.discovery import TIMEOUT, keys_of, metadata_of
from cms.citizens.identity.problems import (
    AssuranceTooLow,
    ProviderUnavailable,
    TokenRefused,
    WrongDirectory,
)
from cms.citizens.identity.providers import Provider

logger = logging.getLogger(__name__)

# Signatures with the provider's private key only: "none" and shared secrets prove nothing here.
ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY = 60  # seconds between the clocks of two machines
LONGEST_NAME = 150
LONGEST_SUBJECT = 255
CIVIL_NUMBER_LENGTH = 10  # digits


@dataclass(frozen=True)
class Identity:
    """Who logged in, as the provider says; `issuer` is what people are kept under.

    `civil_number` is the CPR number as ten digits, where the operator asks for it: it is passed on
    to whoever keeps it encrypted, and stands in no log and no session. `session` is the provider's
    own name for the log-in (`sid`). `hint` is the identity token where it may be kept: one that
    holds a civil number or a protected name may not.
    """

    issuer: str
    subject: str
    name: str = field(repr=False)
    protected_name: bool
    protected_address: bool = False
    civil_number: str = field(default="", repr=False)
    session: str = ""
    company_number: str = ""
    company_name: str = ""
    given_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    hint: str = field(default="", repr=False)


def identity_from(provider: Provider, token: dict[str, Any], nonce: str) -> Identity:
    """The identity in a token response.

    Raises:
        TokenRefused: anything about the token is not as it must be.
        WrongDirectory: the person belongs to another organisation's directory.
        AssuranceTooLow: the person did not log in surely enough.
        ProviderUnavailable: the provider's keys or claims can't be had.
    """
    id_token = token.get("id_token")
    if not isinstance(id_token, str):
        raise TokenRefused("no id_token in the answer")
    claims = _checked_claims(provider, id_token, nonce, token.get("access_token"))
    for claim, value in provider.profile.must_be.items():
        if claims.get(claim) != value:
            raise WrongDirectory(f"{claim} is not {value!r}")
    level = str(claims.get(provider.claims.get("assurance", ""), ""))
    if not provider.is_assured(level):
        raise AssuranceTooLow(f"level {level[:100]!r}, needed {provider.profile.assurance!r}")
    every = {**_userinfo(provider, token, claims), **claims}
    return _identity(provider, every, _hint(provider, id_token, claims, every))


def _checked_claims(
    provider: Provider, id_token: str, nonce: str, access_token: object
) -> dict[str, Any]:
    parameters = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        token = decoded(provider, id_token)
        claims = CodeIDToken(token.claims, token.header, options, parameters)
        claims.validate(now=int(time.time()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        # Only the kind of error: its text may hold parts of the token.
        raise TokenRefused(f"{type(error).__name__}: {_claim_at_fault(error)}") from error
    return dict(claims)


def _claim_at_fault(error: Exception) -> str:
    return str(getattr(error, "claim", "") or getattr(error, "error", ""))


def decoded(provider: Provider, token: str) -> jwt.Token:
    """A token whose signature is the provider's.

    Raises:
        JoseError, ValueError, TypeError, KeyError: it isn't.
        ProviderUnavailable: the keys can't be had.
    """
    try:
        return _decoded_with(provider, token, afresh=False)
    except InvalidKeyIdError:
        # The provider may have changed its keys since we fetched them.
        return _decoded_with(provider, token, afresh=True)


def _decoded_with(provider: Provider, token: str, *, afresh: bool) -> jwt.Token:
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    return jwt.decode(token, keys_of(provider, afresh=afresh), registry=registry)


def _userinfo(
    provider: Provider, token: Mapping[str, Any], claims: Mapping[str, Any]
) -> dict[str, Any]:
    """What the broker tells beside the token. It must be about the same person."""
    if not provider.profile.from_userinfo:
        return {}
    endpoint = metadata_of(provider).get("userinfo_endpoint", "")
    bearer = {"Authorization": f"Bearer {token.get('access_token', '')}"}
    try:
        answer = requests.get(endpoint, headers=bearer, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderUnavailable(f"userinfo: {type(error).__name__}") from error
    if not isinstance(told, dict) or told.get("sub") != claims.get("sub"):
        raise TokenRefused("userinfo is about somebody else")
    return told


def _hint(
    provider: Provider, id_token: str, in_token: Mapping[str, Any], every: Mapping[str, Any]
) -> str:
    names = provider.claims
    if in_token.get(names.get("civil_number", "")):
        return ""
    tells_name = any(in_token.get(names.get(one, "")) for one in ("name", "given_name"))
    return "" if tells_name and _is_protected(names, every, "protected_name") else id_token


def _identity(provider: Provider, claims: Mapping[str, Any], hint: str) -> Identity:
    names = provider.claims
    subject = claims.get(names["subject"])
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TokenRefused(f"no usable {names['subject']!r}")
    protected = _is_protected(names, claims, "protected_name")
    shown = {
        fact: "" if protected else _text(claims, names, fact)
        for fact in ("name", "given_name", "family_name")
    }
    return Identity(
        issuer=provider.known_as,
        subject=subject,
        protected_name=protected,
        protected_address=_is_protected(names, claims, "protected_address"),
        civil_number=_civil_number(provider, claims),
        session=_text(claims, names, "session"),
        company_number=_text(claims, names, "company_number"),
        company_name=_text(claims, names, "company_name"),
        email=_text(claims, names, "email"),
        hint=hint,
        **shown,
    )


def _is_protected(names: Mapping[str, str], claims: Mapping[str, Any], fact: str) -> bool:
    told = (claims.get(names.get(one, ""), False) for one in (fact, "protected_both"))
    return any(str(value).lower() in ("true", "1") for value in told)


def _text(claims: Mapping[str, Any], names: Mapping[str, str], fact: str) -> str:
    value = claims.get(names.get(fact, ""), "")
    return value.strip()[:LONGEST_NAME] if isinstance(value, str) else ""


def _civil_number(provider: Provider, claims: Mapping[str, Any]) -> str:
    """Ten digits, or nothing: nobody is kept out for a number that can't be read."""
    if not provider.asks_civil_number:
        return ""
    digits = _text(claims, provider.claims, "civil_number").replace("-", "").replace(" ", "")
    if digits.isdecimal() and len(digits) == CIVIL_NUMBER_LENGTH:
        return digits
    if digits:
        logger.warning("%s: the civil number can't be read", provider.key)
    return ""
