"""The providers as environment variables and one file say them. Read by the settings: no Django."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Providers = dict[str, dict[str, Any]]
# Where the demo's staff and companies come from: parts of the one local program.
DEMO_TENANTS = ("national", "koebenhavn", "aarhus", "thisted", "vejen", "odense")
DEMO_SECRET = "demo-secret"  # noqa: S105 - the demo's, in everybody's hands
DOORS = ("citizens", "companies", "staff")


class UnreadableProviders(ValueError):
    """The file of providers can't be read; the message names it and the way out."""


def provider_settings(
    environment: str, variables: Mapping[str, str]
) -> tuple[Providers, Providers, Providers]:
    """The providers of citizens, companies and staff.

    `OIDC_PROVIDERS_FILE` names a JSON file with an object for each of the three. Without it there
    is one for citizens from the `OIDC_…` variables, and outside production the demo's own.

    Raises:
        UnreadableProviders: the file is no such file.
    """
    name = variables.get("OIDC_PROVIDERS_FILE", "")
    if name:
        return _from_file(Path(name))
    citizens = {"mitid": _mitid(environment, variables)}
    if environment != "demo":
        return citizens, {}, {}
    issuer = citizens["mitid"]["issuer"]
    return citizens, {"mitid-erhverv": _company(issuer)}, _staff(issuer)


def _from_file(path: Path) -> tuple[Providers, Providers, Providers]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"OIDC_PROVIDERS_FILE={path} can't be read as JSON: {error}"
        raise UnreadableProviders(message) from error
    if not isinstance(content, dict) or set(content) - set(DOORS):
        message = f"OIDC_PROVIDERS_FILE={path} must be an object with some of {list(DOORS)}."
        raise UnreadableProviders(message)
    citizens, companies, staff = (content.get(door, {}) for door in DOORS)
    return citizens, companies, staff


def _mitid(environment: str, variables: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "label": "MitID",
        "profile": variables.get("OIDC_PROFILE", "generic"),
        "issuer": variables.get("OIDC_ISSUER", "http://localhost:8001"),
        # Demo citizens stay the same people whichever port the local provider has.
        "known_as": "" if environment == "production" else "demo-identity-provider",
        "client_id": variables.get("OIDC_CLIENT_ID", "jobunivers"),
        "client_secret": variables.get("OIDC_CLIENT_SECRET", DEMO_SECRET),
        "civil_number": variables.get("OIDC_CIVIL_NUMBER", "") == "1",
    }
    if environment != "production":
        made |= {
            "from_userinfo": True,
            "civil_scope": "ssn",
            "civil_number": True,
            "claims": {
                "civil_number": "dk.cpr",
                "protected_name": "name_protected",
                "protected_address": "address_protected",
            },
        }
    if "OIDC_ASSURANCE" in variables:
        made["assurance"] = variables["OIDC_ASSURANCE"]
    return made


def _company(issuer: str) -> dict[str, Any]:
    return {
        "label": "MitID Erhverv",
        "profile": "mitid-erhverv-signaturgruppen",
        "issuer": f"{issuer}/erhverv",
        "known_as": "demo-erhverv",
        "client_id": "jobunivers-erhverv",
        "client_secret": DEMO_SECRET,
        "claims": {"session": "sid"},
    }


def _staff(issuer: str) -> Providers:
    return {
        slug: {
            "label": "kommunens log ind" if slug != "national" else "det nationale log ind",
            "profile": "staff",
            "issuer": f"{issuer}/ansat/{slug}",
            "known_as": f"demo-ansat-{slug}",
            "client_id": "jobunivers-ansat",
            "client_secret": DEMO_SECRET,
        }
        for slug in DEMO_TENANTS
    }
