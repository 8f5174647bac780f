"""The rule word `completed`: has finished one item, or anything of a type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from cms.capabilities.base import Word
from cms.capabilities.completion.models import Completion

Done = frozenset[tuple[str, str]]


def _gather(citizen: Any) -> Done:
    rows = Completion.objects.filter(citizen=citizen, finished_at__isnull=False)
    return frozenset(rows.values_list("item__type_name", "item__slug"))


def _holds(done: Done, arguments: Mapping[str, str]) -> bool:
    wanted_type, wanted_slug = arguments["type"], arguments.get("slug")
    return any(type_name == wanted_type and wanted_slug in (None, slug) for type_name, slug in done)


def _exists(arguments: Mapping[str, str]) -> Exists:
    rows = Completion.objects.filter(
        citizen_id=OuterRef("pk"), finished_at__isnull=False, item__type_name=arguments["type"]
    )
    slug = arguments.get("slug")
    return Exists(rows.filter(item__slug=slug) if slug else rows)


WORDS = (
    Word(
        name="completed",
        arguments={"type": True, "slug": False},
        gather=_gather,
        holds=_holds,
        exists=_exists,
        labels={
            "da": "har gennemført {type} {slug}",
            "en": "has completed {type} {slug}",
            "ar": "أكمل {type} {slug}",
            "ru": "завершил(а) {type} {slug}",
        },
    ),
)
