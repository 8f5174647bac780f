"""Keys that badges are signed with: Ed25519, kept in one file, the newest first."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from joserfc import jws
from joserfc.jwk import OKPKey

from cms.shared.key_files import keep_keys, kept_keys, name_of_next

# The name of Ed25519 that those who check badges know; RFC 9864's new one is not theirs yet.
ALGORITHM = "EdDSA"
warnings.filterwarnings("ignore", message="EdDSA is deprecated")


@dataclass(frozen=True, repr=False)
class SigningKey:
    """One key by its name, as a JWK with its secret part."""

    name: str
    jwk: dict[str, str]

    @property
    def public(self) -> dict[str, str]:
        """The part that everybody may know."""
        return {part: value for part, value in self.jwk.items() if part != "d"}

    def sign(self, payload: dict[str, Any], issuer: str) -> str:
        """The payload as a JWT; its header names this key of the issuer's."""
        header = {"alg": ALGORITHM, "typ": "vc+ld+jwt", "kid": f"{issuer}#{self.name}"}
        content = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        key = OKPKey.import_key(dict(self.jwk))
        return jws.serialize_compact(header, content, key, algorithms=[ALGORITHM])


def signing_keys() -> list[SigningKey]:
    """All keys, the one in use first; none where nobody has made any."""
    return [SigningKey(one["name"], one["jwk"]) for one in kept_keys(_path())]


def make_key() -> SigningKey:
    """A new key, in use from now on; older ones stay published. Raises FileNotFoundError."""
    path = _path()
    if path is None:
        raise FileNotFoundError("CERTIFICATE_KEYS_FILE says in which file the keys are kept.")
    known = signing_keys()
    name = name_of_next(len(known))
    jwk = OKPKey.generate_key("Ed25519", private=True).as_dict(private=True)
    made = SigningKey(name, {part: str(jwk[part]) for part in ("kty", "crv", "x", "d")})
    keep_keys(path, [{"name": one.name, "jwk": one.jwk} for one in (made, *known)])
    return made


def _path() -> Path | None:
    return Path(settings.CERTIFICATE_KEYS_FILE) if settings.CERTIFICATE_KEYS_FILE else None
