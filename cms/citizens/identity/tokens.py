"""Checks an identity token: signature, issuer, audience, time, nonce and assurance level."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from cms.citizens.identity.discovery import keys_of
from cms.citizens.identity.problems import AssuranceTooLow, TokenRefused
from cms.citizens.identity.providers import Provider

# Signatures with the provider's private key only: "none" and shared secrets prove nothing here.
ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY = 60  # seconds between the clocks of two machines
LONGEST_NAME = 150
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Identity:
    """Who logged in, as the provider says; `issuer` is what citizens are kept under."""

    issuer: str
    subject: str
    name: str
    protected_name: bool


def identity_from(provider: Provider, token: dict[str, Any], nonce: str) -> Identity:
    """The identity in a token response.

    Raises:
        TokenRefused: anything about the token is not as it must be.
        AssuranceTooLow: the person did not log in surely enough.
        ProviderUnavailable: the provider's keys can't be had.
    """
    id_token = token.get("id_token")
    if not isinstance(id_token, str):
        raise TokenRefused("no id_token in the answer")
    claims = _checked_claims(provider, id_token, nonce, token.get("access_token"))
    level = str(claims.get(provider.claims["assurance"], ""))
    if not provider.is_assured(level):
        raise AssuranceTooLow(f"level {level[:100]!r}, needed {provider.assurance!r}")
    return _identity(provider, claims)


def _checked_claims(
    provider: Provider, id_token: str, nonce: str, access_token: object
) -> dict[str, Any]:
    parameters = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        token = _decoded(provider, id_token)
        claims = CodeIDToken(token.claims, token.header, options, parameters)
        claims.validate(now=int(time.time()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        # Only the kind of error: its text may hold parts of the token.
        raise TokenRefused(f"{type(error).__name__}: {_claim_at_fault(error)}") from error
    return dict(claims)


def _claim_at_fault(error: Exception) -> str:
    return str(getattr(error, "claim", "") or getattr(error, "error", ""))


def _decoded(provider: Provider, id_token: str) -> jwt.Token:
    try:
        return _decoded_with(provider, id_token, afresh=False)
    except InvalidKeyIdError:
        # The provider may have changed its keys since we fetched them.
        return _decoded_with(provider, id_token, afresh=True)


def _decoded_with(provider: Provider, id_token: str, *, afresh: bool) -> jwt.Token:
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    return jwt.decode(id_token, keys_of(provider, afresh=afresh), registry=registry)


def _identity(provider: Provider, claims: dict[str, Any]) -> Identity:
    names = provider.claims
    subject = claims.get(names["subject"])
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TokenRefused(f"no usable {names['subject']!r}")
    protected = claims.get(names.get("protected_name", ""), False) in (True, "true", "True")
    name = claims.get(names.get("name", ""), "")
    shown = name.strip()[:LONGEST_NAME] if isinstance(name, str) and not protected else ""
    return Identity(provider.known_as, subject, shown, protected)
