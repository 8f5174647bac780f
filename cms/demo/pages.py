"""The demo's composed pages: the nation's templates, and what some municipalities made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from cms.declarations import current_page_blocks
from cms.demo.files import folder, read_rows
from cms.demo.library import BadFixture
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner, national_owner
from cms.pages.composing import composing_for
from cms.pages.models import ComposedPage

COPIED = ("title", "summary", "place")


def load_pages() -> int:
    """Write and publish every page of the fixtures; returns how many."""
    with everything("the demo composes for every municipality"):
        count = _load(national_owner(), read_rows(folder("pages", "national.yaml")))
        for municipality in Municipality.objects.all():
            rows = read_rows(folder("municipalities", municipality.slug, "pages.yaml"))
            count += _load(municipality.owner_ptr, rows)
    return count


def _load(owner: Owner, rows: list[dict[str, Any]]) -> int:
    for row in rows:
        try:
            with composing_for(owner):
                _publish(owner, row)
        except ValidationError as error:
            said = getattr(error, "as_json_data", lambda: error.messages)()
            raise BadFixture(f"page {row['slug']} of {owner}: {said}") from error
    return len(rows)


def _publish(owner: Owner, row: dict[str, Any]) -> None:
    page = ComposedPage.objects.filter(owner=owner, slug=row["slug"]).first()
    page = page or ComposedPage(owner=owner, slug=row["slug"])
    page.is_home = row.get("home", False)
    for name in COPIED:
        setattr(page, name, row.get(name, ComposedPage._meta.get_field(name).get_default()))
    if "follows" in row:
        page.template = ComposedPage.objects.templates().get(slug=row["follows"])
        page.is_following, page.template_version = True, page.template.live_revision_id
        page.summary = page.template.summary
    _fill(page, list(_blocks(row)) if "blocks" in row else page.template.body.raw_data)
    page.full_clean()
    page.save()
    page.save_revision().publish(log_action=False)


def _fill(page: ComposedPage, blocks: Any) -> None:
    field = ComposedPage._meta.get_field("body")
    page.body = field.to_python(json.dumps(list(blocks), default=str))
    field.stream_block.clean(page.body)


def _blocks(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Blocks as they are stored: references by key, the rest as written."""
    for block in row["blocks"]:
        declaration = current_page_blocks()[block["type"]]
        values = {name: value for name, value in block.items() if name != "type"}
        for name, field in declaration.fields_of("reference").items():
            if name in values:
                values[name] = item_model(str(field.to)).objects.get(slug=values[name]).pk
        yield {"type": block["type"], "value": values}
