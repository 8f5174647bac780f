"""Codes and tokens of the local identity provider."""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from cms.demo.identity_provider_people import Person

CODE_LIFETIME = 60  # seconds
TOKEN_LIFETIME = 300  # seconds
KEY_SIZE = 2048  # bits
MOST_CODES = 1000


class ProtocolError(Exception):
    """A request that breaks the protocol, under the name that OAuth gives it."""

    def __init__(self, error: str, description: str) -> None:
        self.error, self.description = error, description
        super().__init__(f"{error}: {description}")


@dataclass(frozen=True)
class Grant:
    """What a person agreed to: whom to tell what. `made_at` is monotonic seconds."""

    person: Person
    level: str
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    made_at: float
    scope: str = "openid"
    session: str = ""
    fault: str = ""


class Codes:
    """Authorization codes: each works once, and not for long."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}

    def issue(self, grant: Grant) -> str:
        """A new code for a grant."""
        while len(self._grants) >= MOST_CODES:
            self._grants.pop(next(iter(self._grants)))
        code = secrets.token_urlsafe(32)
        self._grants[code] = grant
        return code

    def redeem(self, code: str, client_id: str, redirect_uri: str, verifier: str) -> Grant:
        """The grant behind a code, which is spent. Raises ProtocolError."""
        grant = self._grants.pop(code, None)
        if grant is None:
            raise ProtocolError("invalid_grant", "the code is unknown or spent")
        if time.monotonic() - grant.made_at > CODE_LIFETIME:
            raise ProtocolError("invalid_grant", "the code is too old")
        if (grant.client_id, grant.redirect_uri) != (client_id, redirect_uri):
            raise ProtocolError("invalid_grant", "the code was made for somebody else")
        if not compare_digest(challenge_of(verifier), grant.challenge):
            raise ProtocolError("invalid_grant", "code_verifier does not fit code_challenge")
        return grant


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a PKCE verifier (RFC 7636)."""
    digest = sha256(verifier.encode("ascii", "replace")).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


class Signer:
    """Signs identity tokens with a key made at start."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._key = RSAKey.generate_key(
            KEY_SIZE, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)}
        )

    def public_keys(self) -> dict[str, Any]:
        """The key set that everybody may fetch."""
        return {"keys": [self._key.as_dict(private=False)]}

    def claims(self, grant: Grant) -> dict[str, Any]:
        """What is said of a person; times are seconds since 1970."""
        now = int(time.time())
        return {
            "iss": self.issuer,
            "sub": grant.person.subject,
            "aud": grant.client_id,
            "iat": now,
            "exp": now + TOKEN_LIFETIME,
            "auth_time": now,
            "nonce": grant.nonce,
            "acr": grant.level,
            "loa": grant.level,
            "name": grant.person.name,
            "sid": grant.session,
            **grant.person.told,
        }

    def userinfo(self, grant: Grant) -> dict[str, Any]:
        """What is told in confidence, under the scopes that the client asked for."""
        told: dict[str, Any] = {"sub": grant.person.subject}
        for scope in grant.scope.split():
            told |= grant.person.in_confidence.get(scope, {})
        return told

    def sign(self, claims: dict[str, Any]) -> str:
        """The claims as a signed token."""
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)

    def read(self, token: str) -> dict[str, Any]:
        """What a token of ours says; it may have expired. Nothing for anybody else's."""
        try:
            claims = jwt.decode(token, KeySet([self._key]), algorithms=["RS256"]).claims
        except (JoseError, ValueError):
            return {}
        return dict(claims) if claims.get("iss") == self.issuer else {}
