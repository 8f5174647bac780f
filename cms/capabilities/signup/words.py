"""The rule word `signed_up`: for one item, or for anything of a type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from cms.capabilities.base import Word
from cms.capabilities.signup.models import Signup

SignedUp = frozenset[tuple[str, str]]


def _gather(citizen: Any) -> SignedUp:
    rows = Signup.objects.filter(citizen=citizen).order_by()
    return frozenset(rows.values_list("item__type_name", "item__slug"))


def _holds(signed_up: SignedUp, arguments: Mapping[str, str]) -> bool:
    wanted_type, wanted_slug = arguments["type"], arguments.get("slug")
    return any(
        type_name == wanted_type and wanted_slug in (None, slug) for type_name, slug in signed_up
    )


def _exists(arguments: Mapping[str, str]) -> Exists:
    rows = Signup.objects.filter(citizen_id=OuterRef("pk"), item__type_name=arguments["type"])
    slug = arguments.get("slug")
    return Exists(rows.filter(item__slug=slug) if slug else rows)


WORDS = (
    Word(
        name="signed_up",
        arguments={"type": True, "slug": False},
        gather=_gather,
        holds=_holds,
        exists=_exists,
        labels={
            "da": "er tilmeldt {type} {slug}",
            "en": "has signed up for {type} {slug}",
            "ar": "سجّل في {type} {slug}",
            "ru": "записан(а) на {type} {slug}",
        },
    ),
)
