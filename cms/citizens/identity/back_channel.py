"""A provider ends a log-in from outside (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from joserfc.errors import JoseError

from cms.citizens.identity.problems import ProviderUnavailable
from cms.citizens.identity.providers import Provider
from cms.citizens.identity.records import LogIn, SpentLogoutToken
from cms.citizens.identity.tokens import LEEWAY, decoded

EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Signed, but not as a log-out: an identity token must never end a log-in.
OTHER_KINDS = frozenset({"at+jwt", "application/at+jwt"})
LONGEST_LIFE = 600  # seconds: how old an order may be that does not say when it runs out
DAY = 86_400  # seconds: no message is kept in mind for longer
LONGEST_KEY = 255


class LogoutRefused(Exception):
    """A log-out message that must not be obeyed; nothing has changed."""


def end_logins(provider: Provider, logout_token: str) -> int:
    """Obey a log-out message: end that one log-in, or all of that person. Gives how many.

    Raises:
        LogoutRefused: anything about the message is not as it must be.
        ProviderUnavailable: the provider's keys can't be had.
    """
    claims = _checked(provider, logout_token)
    with transaction.atomic():
        _spend(provider, claims)
        return _ended(provider, claims)


def _checked(provider: Provider, logout_token: str) -> dict[str, Any]:
    try:
        token = decoded(provider, logout_token)
    except ProviderUnavailable:
        raise
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise LogoutRefused(f"signature: {type(error).__name__}") from error
    if str(token.header.get("typ", "")).lower() in OTHER_KINDS:
        raise LogoutRefused("another kind of token")
    claims = dict(token.claims)
    _check_address(provider, claims)
    _check_time(claims)
    _check_content(claims)
    return claims


def _check_address(provider: Provider, claims: dict[str, Any]) -> None:
    if claims.get("iss") != provider.issuer:
        raise LogoutRefused("iss is another's")
    audience = claims.get("aud")
    if provider.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise LogoutRefused("aud is another's")


def _check_time(claims: dict[str, Any]) -> None:
    now, issued = time.time(), _time(claims, "iat")
    if issued > now + LEEWAY:
        raise LogoutRefused("iat is in the future")
    expires = _expiry(claims)
    if expires > now + DAY:
        raise LogoutRefused("exp is too far away")
    if expires < now - LEEWAY:
        raise LogoutRefused("exp is past")


def _expiry(claims: dict[str, Any]) -> float:
    """When the message runs out, in seconds since 1970, whether or not it says so."""
    return _time(claims, "exp") if "exp" in claims else _time(claims, "iat") + LONGEST_LIFE


def _time(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise LogoutRefused(f"{name} is no time")
    return value


def _check_content(claims: dict[str, Any]) -> None:
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise LogoutRefused("events")
    if "nonce" in claims:
        raise LogoutRefused("nonce must not be there")
    named = [claims[name] for name in ("sid", "sub") if name in claims]
    if not named or not all(isinstance(one, str) and one for one in named):
        raise LogoutRefused("neither sid nor sub")
    token_id = claims.get("jti")
    if not isinstance(token_id, str) or not 0 < len(token_id) <= LONGEST_KEY:
        raise LogoutRefused("jti")


def _spend(provider: Provider, claims: dict[str, Any]) -> None:
    SpentLogoutToken.objects.filter(expires_at__lt=timezone.now()).delete()
    try:
        with transaction.atomic():
            SpentLogoutToken.objects.create(
                issuer=provider.known_as,
                token_id=claims["jti"],
                expires_at=datetime.fromtimestamp(_expiry(claims) + 2 * LEEWAY, UTC),
            )
    except IntegrityError as error:
        raise LogoutRefused("jti was used before") from error


def _ended(provider: Provider, claims: dict[str, Any]) -> int:
    """The named log-in alone where the provider names one; else all of the person's."""
    own = LogIn.objects.filter(door=provider.door, issuer=provider.known_as)
    if "sid" in claims:
        own = own.filter(provider_session=claims["sid"])
    if "sub" in claims:
        own = own.filter(subject=claims["sub"])
    ended = own.count()
    own.delete()
    return ended
