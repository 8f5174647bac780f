"""What every portal page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Placeholder until the portal's frame is built."""
    return {"portal": {"municipality": getattr(request, "municipality", None)}}
