"""Keys made, found and revoked."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.keys.history import MADE, REVOKED
from cms.keys.models import ApiKey, KeyScope
from cms.municipalities.models import Municipality

# Secrets that begin alike are found by programs that look through code for them.
BEGINNING = "dvj"
MOST_KEYS = 20
MOST_A_MINUTE, MOST_A_DAY = 600, 100_000
USUAL_A_MINUTE, USUAL_A_DAY = 120, 20_000


@dataclass(frozen=True)
class Made:
    """A new key and its secret, which is told this once."""

    key: ApiKey
    secret: str


@transaction.atomic
def make_key(
    municipality: Municipality,
    name: str,
    scopes: Collection[str],
    a_minute: int = USUAL_A_MINUTE,
    a_day: int = USUAL_A_DAY,
) -> Made:
    """Make a key. Raises ValidationError, by field, for what can't be."""
    prefix, hidden = secrets.token_hex(4), secrets.token_urlsafe(32)
    secret = f"{BEGINNING}_{prefix}_{hidden}"
    key = ApiKey(
        municipality=municipality,
        name=name.strip(),
        prefix=prefix,
        digest=_digest(secret),
        scopes=[scope for scope in KeyScope.values if scope in scopes],
        a_minute=a_minute,
        a_day=a_day,
    )
    _check(key)
    key.save()
    after = {"scopes": key.scopes, "a_minute": a_minute, "a_day": a_day}
    record(key, MADE, title=str(key), after=after)
    return Made(key, secret)


def _check(key: ApiKey) -> None:
    key.full_clean(exclude=["municipality", "scopes"])
    if not key.scopes:
        raise ValidationError({"scopes": _("Vælg mindst én ting, nøglen må.")})
    for name, most in (("a_minute", MOST_A_MINUTE), ("a_day", MOST_A_DAY)):
        if not 1 <= getattr(key, name) <= most:
            raise ValidationError({name: _("Skriv et tal fra 1 til %(most)s.") % {"most": most}})
    if valid_keys(key.municipality).count() >= MOST_KEYS:
        message = _("I har %(most)s nøgler. Luk en, I ikke bruger længere.")
        raise ValidationError(message % {"most": MOST_KEYS})


def valid_keys(municipality: Municipality) -> QuerySet[ApiKey]:
    """The municipality's keys that open something."""
    return ApiKey.objects.filter(municipality=municipality, revoked_at=None)


@transaction.atomic
def revoke_key(key: ApiKey) -> None:
    """Close a key for good; nothing happens to one that is closed."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(key, REVOKED, title=str(key))


def key_of(secret: str, municipality: Municipality) -> ApiKey | None:
    """The municipality's valid key with that secret, if there is one."""
    parts = secret.split("_", 2)
    if len(parts) != 3 or parts[0] != BEGINNING:
        return None
    found = valid_keys(municipality).filter(prefix=parts[1]).first()
    is_right = found is not None and hmac.compare_digest(found.digest, _digest(secret))
    return found if is_right else None


def _digest(secret: str) -> str:
    """The secret is 256 random bits: nobody guesses it, so a slow hash would win nothing."""
    return sha256(secret.encode(errors="replace")).hexdigest()
