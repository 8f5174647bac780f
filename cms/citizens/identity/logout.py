"""Logging out at the provider too, so that the next person at the machine is not let in."""

from __future__ import annotations

from urllib.parse import urlencode

from cms.citizens.identity.discovery import metadata_of
from cms.citizens.identity.problems import ProviderUnavailable
from cms.citizens.identity.providers import Provider


def end_session_address(provider: Provider, hint: str, return_to: str) -> str | None:
    """Where to log out (RP-Initiated Logout 1.0); None when the provider offers none or is away.

    `hint` is the identity token, or nothing where it could not be kept.
    """
    try:
        endpoint = metadata_of(provider).get("end_session_endpoint")
    except ProviderUnavailable:
        return None
    if not isinstance(endpoint, str):
        return None
    values = {
        **({"id_token_hint": hint} if hint else {}),
        "client_id": provider.client_id,
        "post_logout_redirect_uri": return_to,
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(values)}"
