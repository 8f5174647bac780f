"""One log-in from beginning to end: authorization code flow with PKCE, state and nonce."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from django.contrib.sessions.backends.base import SessionBase

from cms.citizens.identity.discovery import TIMEOUT, metadata_of
from cms.citizens.identity.problems import (
    LoginCancelled,
    LoginExpired,
    LoginRefused,
    ProviderUnavailable,
    TokenRefused,
)
from cms.citizens.identity.providers import Provider
from cms.citizens.identity.tokens import Identity, identity_from

PENDING = "pending_logins"
MOST_PENDING = 5  # log-ins begun in one browser, in several tabs for instance
LONGEST_LOGIN = 900  # seconds
SECRET_LENGTH = 48  # signs; a PKCE verifier has 43 to 128


@dataclass(frozen=True)
class Pending:
    """A log-in that has begun. `begun_at` is seconds since 1970."""

    provider: str
    nonce: str
    verifier: str
    redirect_uri: str
    next_path: str
    begun_at: int
    invitation: str = ""


@dataclass(frozen=True)
class LoggedIn:
    """A log-in that succeeded."""

    identity: Identity
    next_path: str
    invitation: str = ""


def begin(
    session: SessionBase,
    provider: Provider,
    redirect_uri: str,
    next_path: str,
    invitation: str = "",
) -> str:
    """Note a new log-in in the session and give the address to send the browser to.

    `invitation` is what staff came with; it comes back with the log-in.

    Raises:
        ProviderUnavailable: the provider does not say where to go.
    """
    endpoint = metadata_of(provider)["authorization_endpoint"]
    nonce, verifier = generate_token(SECRET_LENGTH), generate_token(SECRET_LENGTH)
    with _client(provider) as client:
        address, state = client.create_authorization_url(
            endpoint,
            state=generate_token(SECRET_LENGTH),
            code_verifier=verifier,
            nonce=nonce,
            redirect_uri=redirect_uri,
            **provider.questions(),
        )
    place = place_of(provider)
    begun_at = int(time.time())
    pending = Pending(place, nonce, verifier, redirect_uri, next_path, begun_at, invitation)
    _remember(session, state, pending)
    return str(address)


def finish(session: SessionBase, provider: Provider, answer: Mapping[str, str]) -> LoggedIn:
    """Take the provider's answer. Its state works once, whatever comes of it.

    Raises:
        LoginRefused: one of its kinds, by what the citizen can do about it.
    """
    pending = _forget(session, answer.get("state", ""))
    if pending is None or pending.provider != place_of(provider):
        raise LoginExpired("unknown or used state")
    if time.time() - pending.begun_at > LONGEST_LOGIN:
        raise LoginExpired("begun too long ago")
    _check_answer(provider, answer)
    token = _exchanged(provider, answer["code"], pending)
    identity = identity_from(provider, token, pending.nonce)
    return LoggedIn(identity, pending.next_path, pending.invitation)


def place_of(provider: Provider) -> str:
    """Which provider of which door: keys alone may be alike."""
    return f"{provider.door}:{provider.key}"


def _check_answer(provider: Provider, answer: Mapping[str, str]) -> None:
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise TokenRefused("answer from another issuer")
    if answer.get("error") == "access_denied":
        raise LoginCancelled("access_denied")
    if "error" in answer:
        raise LoginRefused(f"provider says {answer['error'][:100]!r}")
    if not answer.get("code"):
        raise LoginRefused("answer without code")


def _exchanged(provider: Provider, code: str, pending: Pending) -> dict[str, Any]:
    endpoint = metadata_of(provider)["token_endpoint"]
    try:
        with _client(provider) as client:
            token: dict[str, Any] = client.fetch_token(
                endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=pending.verifier,
                redirect_uri=pending.redirect_uri,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
    except AuthlibBaseError as error:
        raise LoginRefused(f"code refused: {error.error}") from error
    except (requests.RequestException, ValueError) as error:
        raise ProviderUnavailable(f"token endpoint: {type(error).__name__}") from error
    return token


def _client(provider: Provider) -> OAuth2Session:
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=provider.scope,
        code_challenge_method="S256",
    )


def _remember(session: SessionBase, state: str, pending: Pending) -> None:
    known: dict[str, dict[str, Any]] = session.get(PENDING, {})
    newest = sorted(known.items(), key=lambda entry: entry[1]["begun_at"])[-(MOST_PENDING - 1) :]
    session[PENDING] = {**dict(newest), state: asdict(pending)}


def _forget(session: SessionBase, state: str) -> Pending | None:
    """The pending log-in, taken out of the session so that it can't be used twice."""
    known: dict[str, dict[str, Any]] = session.get(PENDING, {})
    found = known.get(state)
    if found is None:
        return None
    session[PENDING] = {one: values for one, values in known.items() if one != state}
    return Pending(**found)
