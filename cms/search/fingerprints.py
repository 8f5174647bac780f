"""A document in sixteen signs, to see whether an index still says what the database does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from cms.search.document import Document


def fingerprint_of(document: Document) -> str:
    """Changes with anything that the document says."""
    text = json.dumps(vars(document), default=_plain, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return vars(value) if is_dataclass(value) else sorted(value)
