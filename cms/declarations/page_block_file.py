"""Reads `pages/*.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.declarations.engine_names import drawing_names, icon_names, part_names
from cms.declarations.findings import Finding, misnamed, read_folder
from cms.declarations.model import ContentType, Text, Vocabulary
from cms.declarations.page_block import BlockField, PageBlock
from cms.declarations.problems import did_you_mean
from cms.declarations.reserved import RESERVED_BLOCK_FIELDS
from cms.declarations.yaml_file import Place

PAGES = "pages"
# The part that draws content from the shelf.
ITEMS = "items"
# Which keys belong to which kinds of field; a key not named here goes with every kind.
KEYS_OF_KINDS: dict[str, frozenset[str]] = {
    "choices": frozenset({"choice"}),
    "vocabulary": frozenset({"terms"}),
    "to": frozenset({"reference"}),
    "min": frozenset({"number"}),
    "max": frozenset({"number"}),
    "max_length": frozenset({"text", "link"}),
    "default": frozenset({"text", "number", "choice", "drawing"}),
}
NEEDED_BY_KIND = {"choice": "choices", "terms": "vocabulary", "reference": "to"}


@dataclass(frozen=True)
class Named:
    """What a block may name."""

    content_types: Mapping[str, ContentType]
    vocabularies: Mapping[str, Vocabulary]


def read_page_blocks(folder: Path, named: Named) -> dict[str, PageBlock]:
    """The blocks declared in a folder by name, in the editor's order.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    found = read_folder(folder, PAGES, PageBlock, lambda path, one: _findings(path, one, named))
    return {block.name: block for block in sorted(found, key=lambda one: (one.order, one.name))}


def _findings(path: Path, block: PageBlock, named: Named) -> Iterator[Finding]:
    yield from misnamed(path, block.name)
    if block.icon not in icon_names():
        reason = "there is no such icon in themes/base/icons"
        yield ("icon",), reason, did_you_mean(block.icon, icon_names())
    if block.part not in part_names():
        reason = "there is no such template in themes/base/templates/portal/page"
        yield ("part",), reason, did_you_mean(block.part, part_names())
    for name, field in block.fields.items():
        yield from _about_field(name, field, named)
    yield from _about_items(block, named)


def _about_field(name: str, field: BlockField, named: Named) -> Iterator[Finding]:
    place = ("fields", name)
    if name in RESERVED_BLOCK_FIELDS:
        yield place, "every block has this itself", f"for example: its_{name}"
    for key in sorted(field.model_fields_set & KEYS_OF_KINDS.keys()):
        if field.kind not in KEYS_OF_KINDS[key]:
            kinds = ", ".join(sorted(KEYS_OF_KINDS[key]))
            reason = f"`{key}` has no meaning for the kind {field.kind}"
            yield (*place, key), reason, f"remove it; it goes with: {kinds}"
    needed = NEEDED_BY_KIND.get(field.kind)
    if needed and not getattr(field, needed):
        yield place, f"the kind {field.kind} needs `{needed}`", f"add `{needed}:`"
    if field.vocabulary and field.vocabulary not in named.vocabularies:
        fix = did_you_mean(field.vocabulary, named.vocabularies)
        yield (*place, "vocabulary"), "no such vocabulary", fix
    if field.to and field.to not in named.content_types:
        yield (*place, "to"), "no such content type", did_you_mean(field.to, named.content_types)
    if field.default is not None:
        yield from _about_default((*place, "default"), field)


def _about_default(place: Place, field: BlockField) -> Iterator[Finding]:
    default = field.default
    there = {"choice": tuple(field.choices or ()), "drawing": drawing_names()}.get(field.kind)
    if there and default not in there:
        yield place, f"{default!r} is not one of them", did_you_mean(str(default), there)
    if field.kind == "text" and not isinstance(default, Text):
        yield place, "a text stands in languages", 'write `default: {da: "…"}`'
    if field.kind == "number" and not isinstance(default, int):
        yield place, f"{default!r} is no number", "write a whole number without quotes"


def _about_items(block: PageBlock, named: Named) -> Iterator[Finding]:
    items = block.items
    if (items is not None) != (block.part == ITEMS):
        yield ("part",), f"`items:` and `part: {ITEMS}` go together", "write both, or neither"
    if items is None:
        return
    if "count" not in block.fields_of("number"):
        yield ("fields",), "how many is not said", "add a number called `count`, with a default"
    if items.where and "radius" not in block.fields_of("number"):
        yield ("items", "where"), "how far away is not said", "add a number called `radius`"
    if (items.when or items.where) and not items.types:
        yield ("items",), "not every type has these fields", "add `types:`"
    if items.order == "soonest" and not items.when:
        yield ("items", "order"), "soonest by which field?", "add `when:` with a field of time"
    if items.order == "declared" and len(items.types) != 1:
        yield ("items", "order"), "declared by which type?", "name one type in `types:`"
    for position, name in enumerate(items.types):
        yield from _about_type(position, name, block, named)


def _about_type(position: int, name: str, block: PageBlock, named: Named) -> Iterator[Finding]:
    place: Place = ("items", "types", position)
    declared = named.content_types.get(name)
    if declared is None:
        yield place, "no such content type", did_you_mean(name, named.content_types)
        return
    assert block.items is not None  # noqa: S101 - the caller has looked
    for key, kind in (("when", "date_time"), ("where", "place")):
        wanted = getattr(block.items, key)
        if wanted and wanted not in declared.fields_of(kind):
            reason = f"{name} has no {kind} called {wanted}"
            yield ("items", key), reason, did_you_mean(wanted, declared.fields_of(kind))
