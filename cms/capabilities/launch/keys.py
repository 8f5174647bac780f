"""Keys that identity tokens are signed with: RSA, kept in one file, the newest first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.jwk import RSAKey

from cms.shared.key_files import keep_keys, kept_keys, name_of_next

KEY_SIZE = 2048  # bits
# What every OpenID client and LTI tool must know; LTI 1.3 knows hardly another.
ALGORITHM = "RS256"


class NoKey(RuntimeError):
    """There is nothing to sign with."""


def signing_keys() -> list[RSAKey]:
    """All keys, the one in use first; none where nobody has made any."""
    return [RSAKey.import_key(one) for one in kept_keys(_path())]


def can_sign() -> bool:
    """Whether there is a key; the file alone is looked for."""
    path = _path()
    return path is not None and path.exists()


def current_key() -> RSAKey:
    """The key in use. Raises NoKey."""
    known = signing_keys()
    if not known:
        raise NoKey("Make one with `manage.py launch_key`.")
    return known[0]


def make_key() -> RSAKey:
    """A new key, in use from now on; older ones stay published. Raises FileNotFoundError."""
    path = _path()
    if path is None:
        raise FileNotFoundError("LAUNCH_KEYS_FILE says in which file the keys are kept.")
    known = signing_keys()
    name = name_of_next(len(known))
    made = RSAKey.generate_key(KEY_SIZE, {"kid": name, "use": "sig", "alg": ALGORITHM})
    keep_keys(path, [one.as_dict(private=True) for one in (made, *known)])
    return made


def public_keys() -> dict[str, Any]:
    """What everybody may know of them, as a set of JWKs."""
    return {"keys": [key.as_dict(private=False) for key in signing_keys()]}


def signed(claims: dict[str, Any]) -> str:
    """The claims as a token that names its key. Raises NoKey."""
    key = current_key()
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": key.kid}, claims, key)


def _path() -> Path | None:
    return Path(settings.LAUNCH_KEYS_FILE) if settings.LAUNCH_KEYS_FILE else None
