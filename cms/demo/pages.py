"""The demo's composed pages: the nation's templates, and what some municipalities made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.declarations import current_page_blocks
from cms.declarations.reserved import RESERVED_BLOCK_FIELDS
from cms.demo.files import folder, read_rows
from cms.demo.library import BadFixture
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner, national_owner
from cms.municipalities.roles import plain
from cms.pages.composing import composing_for
from cms.pages.models import ComposedPage, MenuPlace

COPIED = {"title": "", "summary": "", "place": MenuPlace.NOWHERE}


def load_pages() -> int:
    """Write and publish every page of the fixtures; returns how many."""
    with everything("the demo composes for every municipality"):
        count = _load(national_owner(), read_rows(folder("pages", "national.yaml")))
        for municipality in Municipality.objects.all():
            rows = read_rows(folder("municipalities", municipality.slug, "pages.yaml"))
            count += _load(plain(municipality), rows)
    return count


def _load(owner: Owner, rows: list[dict[str, Any]]) -> int:
    for row in rows:
        try:
            with composing_for(owner):
                _publish(owner, row)
        except StreamBlockValidationError as error:
            problem = f"page {row['slug']} of {owner}: {error.as_json_data()}"
            raise BadFixture(problem) from error
    return len(rows)


def _publish(owner: Owner, row: dict[str, Any]) -> None:
    page = ComposedPage.objects.filter(owner=owner, slug=row["slug"]).first()
    page = page or ComposedPage(owner=owner, slug=row["slug"])
    page.is_home = row.get("home", False)
    for name, default in COPIED.items():
        setattr(page, name, row.get(name, default))
    if "follows" in row:
        _follow(page, ComposedPage.objects.templates().get(slug=row["follows"]))
    else:
        _fill(page, list(_blocks(row)))
    page.full_clean()
    page.save()
    page.save_revision().publish(log_action=False)


def _follow(page: ComposedPage, template: ComposedPage) -> None:
    page.template, page.is_following = template, True
    page.template_version = template.live_revision_id
    page.body, page.summary = template.body, template.summary


def _fill(page: ComposedPage, blocks: list[dict[str, Any]]) -> None:
    """Set what stands on the page. Raises StreamBlockValidationError."""
    field: Any = ComposedPage._meta.get_field("body")
    page.body = field.to_python(json.dumps(blocks))
    field.stream_block.clean(page.body)


def _blocks(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Blocks as they are stored: references by key, the rest as written. Raises BadFixture."""
    for block in row["blocks"]:
        declaration = current_page_blocks()[block["type"]]
        values = {name: value for name, value in block.items() if name != "type"}
        if unknown := values.keys() - declaration.fields.keys() - RESERVED_BLOCK_FIELDS:
            raise BadFixture(f"{row['slug']}: {block['type']} has no {', '.join(sorted(unknown))}")
        for name, field in declaration.fields_of("reference").items():
            if name in values:
                values[name] = item_model(str(field.to)).objects.get(slug=values[name]).pk
        yield {"type": block["type"], "value": values}
