"""What a provider says of itself, and its keys: fetched when first needed, then remembered."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import requests
from joserfc.jwk import KeySet

from cms.citizens.identity.problems import ProviderUnavailable
from cms.citizens.identity.providers import Provider

TIMEOUT = 5.0  # seconds
KEPT = 600.0  # seconds until the description is fetched again
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
# A token signed with an unknown key makes us fetch the keys anew, but not for every forgery.
SHORTEST_BETWEEN_KEYS = 5.0  # seconds


@dataclass
class Description:
    """A provider's metadata and keys, and when (monotonic seconds) they were fetched."""

    metadata: dict[str, Any]
    fetched_at: float
    keys: KeySet | None = None
    keys_fetched_at: float = 0.0


_descriptions: dict[str, Description] = {}


def metadata_of(provider: Provider) -> dict[str, Any]:
    """The provider's metadata. Raises ProviderUnavailable."""
    return _description(provider).metadata


def keys_of(provider: Provider, *, afresh: bool = False) -> KeySet:
    """The provider's public keys; `afresh` after a token named an unknown one.

    Raises:
        ProviderUnavailable: the keys can't be had.
    """
    description = _description(provider)
    age = time.monotonic() - description.keys_fetched_at
    if description.keys is None or (afresh and age > SHORTEST_BETWEEN_KEYS):
        content = _fetched(description.metadata["jwks_uri"])
        description.keys, description.keys_fetched_at = _key_set(content), time.monotonic()
    return description.keys


def forget_descriptions() -> None:
    """Forget every provider's description, as after a restart."""
    _descriptions.clear()


def _description(provider: Provider) -> Description:
    known = _descriptions.get(provider.issuer)
    if known is None or time.monotonic() - known.fetched_at > KEPT:
        known = Description(_checked_metadata(provider), time.monotonic())
        _descriptions[provider.issuer] = known
    return known


def _checked_metadata(provider: Provider) -> dict[str, Any]:
    metadata = _fetched(provider.discovery_address)
    missing = [name for name in NEEDED if not isinstance(metadata.get(name), str)]
    if missing:
        raise ProviderUnavailable(f"{provider.key}: discovery lacks {', '.join(missing)}")
    if metadata["issuer"] != provider.issuer:
        raise ProviderUnavailable(f"{provider.key}: discovery names another issuer")
    return metadata


def _fetched(address: str) -> dict[str, Any]:
    try:
        response = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        response.raise_for_status()
        content = response.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderUnavailable(f"{address}: {type(error).__name__}") from error
    if response.status_code != requests.codes.ok or not isinstance(content, dict):
        raise ProviderUnavailable(f"{address}: no JSON object, status {response.status_code}")
    return content


def _key_set(content: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(content)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise ProviderUnavailable(f"keys can't be read: {type(error).__name__}") from error
