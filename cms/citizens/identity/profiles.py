"""What each broker calls things: ready-made shapes, so that an operator writes only four values.

Each is written from the broker's public documentation; docs/operations/log-in.md says where it was
read, and what could not be verified. Every value can be overridden in the settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NSIS = "https://data.gov.dk/concept/core/nsis/"
# The levels of the Danish standard NSIS, lowest first.
NSIS_LEVELS = (f"{NSIS}Low", f"{NSIS}Substantial", f"{NSIS}High")
# The same levels as MitID itself writes them.
MITID_LEVELS = ("LOW", "SUBSTANTIAL", "HIGH")
CIVIL = "https://data.gov.dk/model/core/eid/"
# What a claim can carry. An empty name in the settings: this broker has no such claim.
FACTS = frozenset(
    {
        *("subject", "name", "assurance", "session", "civil_number"),
        *("protected_name", "protected_address", "protected_both"),
        *("company_number", "company_name", "given_name", "family_name", "email"),
    }
)


@dataclass(frozen=True)
class Profile:
    """One broker's shape.

    `assurance` is the lowest level that may log in, of `assurance_levels`, lowest first; without
    levels the provider proves none, and its own rules decide (municipal staff). `asks` are
    questions in the log-in's address beside the standard's: "{level}" becomes the needed level,
    "{level_word}" its last word in small letters. `from_userinfo`: claims are fetched from the
    userinfo endpoint too. `must_be` are claims with the value they must have.
    """

    claims: Mapping[str, str]
    scope: str
    civil_scope: str = ""
    assurance_levels: tuple[str, ...] = ()
    assurance: str = ""
    asks: Mapping[str, str] = field(default_factory=dict)
    from_userinfo: bool = False
    must_be: Mapping[str, str] = field(default_factory=dict)


GENERIC = Profile(
    claims={"subject": "sub", "name": "name", "assurance": "acr", "session": "sid"},
    scope="openid profile",
    assurance_levels=NSIS_LEVELS,
    assurance=NSIS_LEVELS[1],
    asks={"acr_values": "{level}"},
)
SIGNATURGRUPPEN = Profile(
    claims={
        "subject": "sub",
        "name": "mitid.identity_name",
        "assurance": "loa",
        "session": "neb_sid",
        "civil_number": "dk.cpr",
    },
    scope="openid mitid",
    civil_scope="ssn",
    assurance_levels=NSIS_LEVELS,
    assurance=NSIS_LEVELS[1],
    asks={"idp_values": "mitid", "idp_params": '{{"mitid":{{"loa_value":"{level_word}"}}}}'},
    from_userinfo=True,
)
SIGNATURGRUPPEN_COMPANY = Profile(
    claims={
        "subject": "sub",
        "name": "nemlogin.name",
        "assurance": "loa",
        "session": "neb_sid",
        "company_number": "nemlogin.cvr",
        "company_name": "nemlogin.org_name",
        "given_name": "nemlogin.given_name",
        "family_name": "nemlogin.family_name",
        "email": "nemlogin.email",
    },
    scope="openid nemlogin",
    assurance_levels=NSIS_LEVELS,
    assurance=NSIS_LEVELS[1],
    asks={"idp_values": "mitid_erhverv"},
    from_userinfo=True,
)
IDURA = Profile(
    claims={
        "subject": "sub",
        "name": "name",
        "assurance": "loA",
        "session": "sid",
        "civil_number": "cprNumberIdentifier",
    },
    scope="openid",
    civil_scope="ssn",
    assurance_levels=MITID_LEVELS,
    assurance="SUBSTANTIAL",
    asks={"acr_values": "urn:grn:authn:dk:mitid:{level_word}"},
)
IDURA_COMPANY = Profile(
    claims={
        "subject": "sub",
        "name": "name",
        "assurance": "loA",
        "session": "sid",
        "company_number": "cvrNumberIdentifier",
        "company_name": "2.5.4.10",
    },
    scope="openid",
    assurance_levels=MITID_LEVELS,
    assurance="SUBSTANTIAL",
    asks={"acr_values": "urn:grn:authn:dk:mitid:business"},
)
# NemLog-in itself speaks OIOSAML 3; a bridge to OpenID Connect carries OIOSAML's attribute names.
NEMLOGIN = Profile(
    claims={
        "subject": "sub",
        "name": f"{CIVIL}fullName",
        "assurance": f"{NSIS.removesuffix('/')}/loa",
        "session": "sid",
        "civil_number": f"{CIVIL}cprNumber",
        "company_number": f"{CIVIL}professional/cvr",
        "company_name": f"{CIVIL}professional/orgName",
        "given_name": f"{CIVIL}firstName",
        "family_name": f"{CIVIL}lastName",
        "email": f"{CIVIL}email",
    },
    scope="openid",
    assurance_levels=("Low", "Substantial", "High"),
    assurance="Substantial",
    asks={"acr_values": f"{NSIS}{{level}}"},
)
STAFF = Profile(
    claims={"subject": "sub", "name": "name", "session": "sid", "email": "email"},
    scope="openid profile",
)
# Entra's `sub` is one person in one application; `tid` says whose directory it is.
ENTRA = Profile(
    claims={"subject": "sub", "name": "name", "session": "sid", "email": "email"},
    scope="openid profile email",
    must_be={"tid": "{tenant}"},
)
PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "generic": GENERIC,
        "mitid-signaturgruppen": SIGNATURGRUPPEN,
        "mitid-idura": IDURA,
        "nemlogin": NEMLOGIN,
        "mitid-erhverv-signaturgruppen": SIGNATURGRUPPEN_COMPANY,
        "mitid-erhverv-idura": IDURA_COMPANY,
        "mitid-erhverv-nemlogin": NEMLOGIN,
        "staff": STAFF,
        "staff-entra": ENTRA,
    }
)
