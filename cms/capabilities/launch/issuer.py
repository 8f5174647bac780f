"""Who we are to vendors' systems: one issuer for the whole country, and its description."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from cms.capabilities.launch.keys import ALGORITHM

ISSUED_FOR = 300  # seconds that an identity token holds
# A prefix that names a municipality has no place in them, so they aren't asked of the router.
PATHS = {
    "authorize": "aabn/autoriser/",
    "token": "aabn/token/",
    "keys": "aabn/noegler.json",
    "description": ".well-known/openid-configuration",
}


def issuer() -> str:
    """The issuer's name: the address of the common front, without a slash at its end."""
    return str(settings.LAUNCH_ISSUER).rstrip("/")


def address_of(view: str) -> str:
    """One of our addresses as vendors' systems know it, whichever portal asks."""
    return f"{issuer()}/{PATHS[view]}"


def description() -> dict[str, Any]:
    """What OpenID Connect Discovery 1.0 publishes of us."""
    return {
        "issuer": issuer(),
        "authorization_endpoint": address_of("authorize"),
        "token_endpoint": address_of("token"),
        "jwks_uri": address_of("keys"),
        "scopes_supported": ["openid"],
        "response_types_supported": ["code", "id_token"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code", "implicit"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
        ],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "municipality", "given_name", "locale"],
    }
