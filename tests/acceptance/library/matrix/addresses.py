"""Every address of the admin, Wagtail's own among them, filled in with somebody's keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cms.municipalities.models import Owner
from tests.acceptance.library.matrix.world import World

ADMIN = "admin/"
# One logs out; the others are Wagtail's and fail for everybody: on purpose, or without pages.
LEFT_OUT = frozenset(
    {"wagtailadmin_logout", "wagtailadmin_error_test", "wagtailadmin_choose_page_external_link"}
)


def patterns(
    resolver: URLResolver, namespace: str = ""
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name with namespace, the converters of its arguments by name, and the regular expression."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from patterns(one, inner)
        elif isinstance(one, URLPattern) and one.name:
            groups = one.pattern.regex.groupindex  # type: ignore[attr-defined]
            yield f"{namespace}{one.name}", dict(groups), str(one.pattern)


def admin_patterns() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Those of the admin, from the project's own list of addresses."""
    for one in get_resolver().url_patterns:
        if isinstance(one, URLResolver) and str(one.pattern) == ADMIN:
            yield from patterns(one)


def addresses_about(world: World, owner: Owner) -> dict[str, str]:
    """Each address with its name, about this owner's item wherever a key is asked for."""
    found: dict[str, str] = {}
    for name, arguments, pattern in admin_patterns():
        if name in LEFT_OUT:
            continue
        for item in (world.drafts[owner.slug], world.internal[owner.slug]):
            values = {argument: value_of(argument, world, owner, item) for argument in arguments}
            try:
                address = reverse(name, kwargs=values) if values else reverse(name)
            except NoReverseMatch:
                continue
            found.setdefault(address, f"{name} {pattern}")
    return found


def value_of(argument: str, world: World, owner: Owner, item: Any) -> str:
    """What a curious person would put there."""
    known = {
        "slug": owner.slug,
        "app_label": item._meta.app_label,
        "model_name": item._meta.model_name,
        "content_type_id": "1",
        "type_name": item.type_name,
        "document_id": str(world.documents[owner.slug].pk),
        "doc_id": str(world.documents[owner.slug].pk),
        "revision_id": str(item.latest_revision_id),
        "content_type_app_name": item._meta.app_label,
        "content_type_model_name": item._meta.model_name,
        "media_type": "video",
        "language": "en",
    }
    if argument in known:
        return known[argument]
    return str(item.pk) if re.search(r"(^|_)(pk|id|key|to)$|^(pk|id)", argument) else "x"
