"""A vendor's side of signing in: OpenID Connect and LTI 1.3, as a careful vendor would do it.

Deliberately without Django: the tool runs as a process of its own, and knows of the platform only
what the standards let it ask.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from cms.demo.identity_provider_tokens import challenge_of

TIMEOUT = 10  # seconds
MOST_QUESTIONS = 1000
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
Values = Mapping[str, str]


class NotSignedIn(Exception):
    """Something about the sign-in doesn't hold; the message says what, for the vendor's people."""


@dataclass(frozen=True)
class Question:
    """What the tool asked the platform, to know the answer again."""

    client_id: str
    nonce: str
    verifier: str
    browser: str


class Signing:
    """Sign-ins at one platform. `secrets_of` holds the secret of each client that uses one."""

    def __init__(self, issuer: str, address: str, secrets_of: Values) -> None:
        self.issuer, self.address, self._secrets = issuer, address, secrets_of
        self._questions: dict[str, Question] = {}

    def ask(self, values: Values, browser: str, *, for_lti: bool) -> tuple[str, dict[str, str]]:
        """Where to send the browser, and with what. Raises NotSignedIn."""
        client_id = values.get("client_id", "")
        if values.get("iss") != self.issuer or not values.get("login_hint"):
            raise NotSignedIn("The platform that sent you is not ours.")
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        self._remember(state, Question(client_id, nonce, verifier, browser))
        asked = {
            "scope": "openid",
            "client_id": client_id,
            "login_hint": values["login_hint"],
            "state": state,
            "nonce": nonce,
        }
        own = self._lti() if for_lti else self._code(verifier)
        return str(self._description()["authorization_endpoint"]), asked | own

    def _lti(self) -> dict[str, str]:
        return {
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "redirect_uri": f"{self.address}/lti/launch",
        }

    def _code(self, verifier: str) -> dict[str, str]:
        return {
            "response_type": "code",
            "redirect_uri": f"{self.address}/oidc/callback",
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }

    def _remember(self, state: str, question: Question) -> None:
        while len(self._questions) >= MOST_QUESTIONS:
            self._questions.pop(next(iter(self._questions)))
        self._questions[state] = question

    def who_by_code(self, values: Values, browser: str) -> dict[str, Any]:
        """Exchange the code, and read the identity token. Raises NotSignedIn."""
        question = self._question(values, browser)
        answer = requests.post(
            self._description()["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": values.get("code", ""),
                "redirect_uri": f"{self.address}/oidc/callback",
                "code_verifier": question.verifier,
            },
            auth=(question.client_id, self._secrets.get(question.client_id, "")),
            timeout=TIMEOUT,
        )
        if answer.status_code != requests.codes.ok:
            raise NotSignedIn(f"The platform refused the code: {answer.text[:200]}")
        return self._read(answer.json()["id_token"], question)

    def who_by_launch(self, values: Values, browser: str) -> dict[str, Any]:
        """Read the LTI message. Raises NotSignedIn."""
        claims = self._read(values.get("id_token", ""), self._question(values, browser))
        wanted = {"message_type": "LtiResourceLinkRequest", "version": "1.3.0"}
        if any(claims.get(CLAIM + name) != value for name, value in wanted.items()):
            raise NotSignedIn("This is not an LTI 1.3 resource link.")
        return claims

    def _question(self, values: Values, browser: str) -> Question:
        """Each answer counts once, and only in the browser that asked."""
        question = self._questions.pop(values.get("state", ""), None)
        if question is None or question.browser != browser:
            raise NotSignedIn("We did not ask for this, or not in this browser.")
        if "error" in values:
            raise NotSignedIn(f"{values['error']}: {values.get('error_description', '')}")
        return question

    def _read(self, token: str, question: Question) -> dict[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": question.client_id},
            nonce={"essential": True, "value": question.nonce},
            sub={"essential": True},
            exp={"essential": True},
        )
        keys = requests.get(self._description()["jwks_uri"], timeout=TIMEOUT).json()
        try:
            read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"])
            rules.validate(read.claims)
        except (JoseError, ValueError) as error:
            raise NotSignedIn(f"The token does not hold: {error}") from error
        return dict(read.claims)

    def _description(self) -> dict[str, Any]:
        address = f"{self.issuer}/.well-known/openid-configuration"
        found: dict[str, Any] = requests.get(address, timeout=TIMEOUT).json()
        if found.get("issuer") != self.issuer:
            raise NotSignedIn("The platform calls itself something else.")
        return found
