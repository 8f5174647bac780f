"""The certificate as an Open Badge 3.0: a verifiable credential, signed as a JWT (EdDSA).

The issuer is the municipality, known by its address (did:web). Whoever checks a badge fetches the
issuer's keys and the list of what still holds from that address.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from cms.capabilities.certificate.keys import SigningKey, signing_keys
from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.services import holder_name

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# Bits in one list, as the standard wants at least.
LIST_SIZE = 131_072
LIST_HOLDS = timedelta(days=1)


def issuer_id(origin: str) -> str:
    """The issuer's name, from where it lives: `https://job.dk` is `did:web:job.dk`."""
    return f"did:web:{quote(origin.split('://', 1)[1], safe='')}"


def did_document(origin: str) -> dict[str, Any]:
    """The issuer's keys, by their names."""
    issuer = issuer_id(origin)
    methods = [
        {
            "id": f"{issuer}#{key.name}",
            "type": "JsonWebKey2020",
            "controller": issuer,
            "publicKeyJwk": {**key.public, "alg": "EdDSA", "kid": key.name},
        }
        for key in signing_keys()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jws/v1"],
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile(origin: str, name: str) -> dict[str, Any]:
    """The issuer as Open Badges describe one."""
    return {"id": issuer_id(origin), "type": ["Profile"], "name": name, "url": f"{origin}/"}


def badge(certificate: Certificate, origin: str) -> str | None:
    """The signed badge; None where there is no key to sign with."""
    keys = signing_keys()
    if not keys:
        return None
    vc = credential(certificate, origin)
    issued = int(certificate.issued_at.timestamp())
    claims = {"iss": vc["issuer"]["id"], "sub": vc["credentialSubject"]["id"], "jti": vc["id"]}
    return keys[0].sign({**vc, **claims, "nbf": issued}, issuer_id(origin))


def credential(certificate: Certificate, origin: str) -> dict[str, Any]:
    """What the badge says: what for, when, by whom, and where to ask whether it still holds."""
    municipality = certificate.citizen.municipality
    page = f"{origin}/bevis/{certificate.token}/"
    number, bit = divmod(certificate.pk, LIST_SIZE)
    status = f"{origin}/bevisudsteder/status/{number}/"
    return {
        "@context": [CREDENTIALS, BADGES],
        "id": page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.title,
        "issuer": profile(origin, municipality.full_name),
        "validFrom": _moment(certificate.issued_at),
        "credentialSubject": _subject(certificate, page),
        "credentialStatus": {
            "id": f"{status}#{bit}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(bit),
            "statusListCredential": status,
        },
    }


def _subject(certificate: Certificate, page: str) -> dict[str, Any]:
    """The holder, without a name unless it is shared, and what has been achieved."""
    subject: dict[str, Any] = {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, page)}",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{page}#achievement')}",
            "type": ["Achievement"],
            "achievementType": "Course",
            "name": certificate.title,
            "description": f"{certificate.title} ({certificate.made_by})",
            "criteria": {"narrative": "Alle dele er gennemført."},
        },
    }
    name = holder_name(certificate)
    if certificate.shows_name and name:
        identity = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
        subject["identifier"] = [{**identity, "identityHash": name}]
    return subject


def status_list(origin: str, number: int, valid: Iterable[int]) -> str | None:
    """The signed list of what no longer holds: all but the certificates that are valid.

    What was erased is not valid, and so is what never was. None where there is no key.
    """
    keys: list[SigningKey] = signing_keys()
    if not keys:
        return None
    now, url, issuer = timezone.now(), f"{origin}/bevisudsteder/status/{number}/", issuer_id(origin)
    listed = {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": _moment(now),
        "validUntil": _moment(now + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _bits(number, valid),
        },
    }
    return keys[0].sign({**listed, "iss": issuer, "jti": url, "nbf": int(now.timestamp())}, issuer)


def _bits(number: int, valid: Iterable[int]) -> str:
    bits = bytearray(b"\xff" * (LIST_SIZE // 8))
    for key in valid:
        place = key - number * LIST_SIZE
        bits[place // 8] &= ~(0x80 >> place % 8) & 0xFF
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0))
    return "u" + packed.decode().rstrip("=")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
