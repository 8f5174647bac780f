"""How a vendor registers its own system. Every call may be repeated."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from cms.capabilities.launch.addresses import checked, checked_list
from cms.capabilities.launch.history import NEW_SECRET, REGISTERED
from cms.capabilities.launch.models import LaunchClient
from cms.history.services import record
from cms.library.models import Item
from cms.municipalities.models import User

SECRET_PARTS = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
LONGEST_KEYS = 20_000


class WrongKeys(ValueError):
    """Keys that can't be read, or that nobody else should have seen; the text says which."""


@dataclass(frozen=True)
class Registration:
    """What a vendor writes: addresses one a line, and a set of public keys as JSON, or nothing."""

    login_address: str
    redirect_addresses: str
    public_keys: str = ""


@transaction.atomic
def register(item: Item, said: Registration, person: User | None) -> LaunchClient:
    """Keep how the vendor's system is known. Raises WrongAddress and WrongKeys."""
    may_be_local = settings.ENVIRONMENT != "production"
    values: dict[str, Any] = {
        "login_address": checked(said.login_address, may_be_local=may_be_local),
        "redirect_addresses": checked_list(said.redirect_addresses, may_be_local=may_be_local),
        "public_keys": keys_in(said.public_keys),
    }
    found = LaunchClient.objects.filter(item_id=item.pk).first() or LaunchClient(item_id=item.pk)
    before = {name: getattr(found, name) for name in values} if found.pk else {}
    if before == values:
        return found
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    record(found, REGISTERED, user=person, title=str(item), before=before, after=values)
    return found


def keys_in(written: str) -> dict[str, Any]:
    """A set of public keys; nothing for nothing. Raises WrongKeys."""
    if not written.strip():
        return {}
    try:
        found = json.loads(written[:LONGEST_KEYS])
        several = [dict(one) for one in found["keys"]] if "keys" in found else [dict(found)]
        KeySet.import_key_set({"keys": several})
    except (ValueError, TypeError, KeyError, JoseError):
        raise WrongKeys(_("Nøglerne kan ikke læses. Indsæt et JWKS-dokument.")) from None
    if not several:
        raise WrongKeys(_("Der er ingen nøgler i det. Indsæt et JWKS-dokument."))
    if any(SECRET_PARTS & one.keys() for one in several):
        text = _("Det er en hemmelig nøgle. Brug den ikke mere, og indsæt kun den offentlige del.")
        raise WrongKeys(text)
    return {"keys": several}


@transaction.atomic
def new_secret(item: Item, person: User | None) -> str | None:
    """A new secret, to be shown once; the one before holds no more. None: not registered yet."""
    found = LaunchClient.objects.filter(item_id=item.pk).first()
    if found is None:
        return None
    secret = secrets.token_urlsafe(32)
    found.secret_hash = make_password(secret)
    found.save(update_fields=["secret_hash"])
    record(found, NEW_SECRET, user=person, title=str(item))
    return secret
