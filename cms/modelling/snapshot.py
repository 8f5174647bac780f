"""The declarations as they were last applied; stored beside the migrations that they led to."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from cms.declarations import ContentType

FILE = Path("migrations") / "applied.json"


def path() -> Path:
    """Where the snapshot is."""
    return Path(settings.CONTENT_MODELS_DIR) / FILE


def read() -> dict[str, ContentType]:
    """The types as last applied; none before the first time."""
    if not path().exists():
        return {}
    stored = json.loads(path().read_text(encoding="utf-8"))
    return {name: ContentType.model_validate(declared) for name, declared in stored.items()}


def write(types: dict[str, ContentType]) -> None:
    """Remember these types as applied."""
    stored = {
        name: declared.model_dump(mode="json", exclude_defaults=True)
        for name, declared in sorted(types.items())
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    path().write_text(f"{text}\n", encoding="utf-8")
