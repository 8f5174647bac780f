"""The demo's items in other languages: one file a language, beside the items or a municipality's.

A file `translations/ar.yaml` holds rows of `type`, `slug` and `values`. In the library's folder
they are the owner's words for everybody; in a municipality's they are its own, unless the item is
its own. `shown: false` is a draft; `before` says what the original said when it was translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cms.declarations import did_you_mean
from cms.demo.files import folder, read_rows
from cms.demo.library import BadFixture
from cms.exchange.report import BadValue
from cms.library.block_texts import texts_of, with_texts
from cms.library.models import Item, Translation
from cms.library.overlay_states import is_shared_with
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.translations import plain, write_translation
from cms.municipalities.models import Municipality

PLACE = "translations"
KEYS = ("type", "slug", "values", "shown", "before")


@transaction.atomic
def load_translations() -> dict[str, int]:
    """Write every row of every file; returns how many by language.

    All or nothing. Raises BadFixture with the file, item and field of every row that can't be.
    """
    counts: dict[str, int] = {}
    problems: list[str] = []
    for path, municipality in _files():
        for row in read_rows(path):
            try:
                _write(row, municipality, path.stem)
            except BadValue as error:
                problems.append(_told(path, row, "", error))
            except ValidationError as error:
                problems.extend(_told(path, row, *said) for said in _by_field(error))
            else:
                counts[path.stem] = counts.get(path.stem, 0) + 1
    if problems:
        raise BadFixture("Some translations can't be loaded:\n" + "\n".join(problems))
    return counts


def _files() -> Iterator[tuple[Path, Municipality | None]]:
    yield from ((path, None) for path in sorted(folder("library", PLACE).glob("*.yaml")))
    for municipality in Municipality.objects.order_by("slug"):
        own = folder("municipalities", municipality.slug, PLACE)
        yield from ((path, municipality) for path in sorted(own.glob("*.yaml")))


def _write(row: dict[str, Any], municipality: Municipality | None, language: str) -> None:
    for key in row:
        if key not in KEYS:
            raise BadValue(f'"{key}" is no part of a row: {did_you_mean(key, KEYS)}')
    item = _item(row)
    if municipality and not is_shared_with(item, municipality.pk):
        raise BadValue(f"the item isn't shared with {municipality.name}")
    is_own = municipality is not None and item.owner_id == municipality.pk
    translation = write_translation(
        item,
        None if is_own else municipality,
        language,
        {name: _words(item, name, value) for name, value in row.get("values", {}).items()},
        is_shown=row.get("shown", True),
    )
    _remember(translation, row.get("before", {}))


def _item(row: Mapping[str, Any]) -> Item:
    models = item_models()
    if row.get("type") not in models:
        raise BadValue(f"there is no type “{row.get('type')}”")
    with everything("the demo translates for every owner"):
        items = models[row["type"]].objects.all()
        found: Item | None = items.filter(slug=row.get("slug", "")).first()
        if found is None:
            known = items.values_list("slug", flat=True)
            raise BadValue(f"there is no such item: {did_you_mean(row.get('slug', ''), known)}")
    return found


def _words(item: Item, name: str, value: Any) -> Any:
    """What stands in the row, as the field holds it."""
    declared = item.declaration.fields.get(name)
    if declared is None or declared.kind != "blocks":
        return value
    if not isinstance(value, list):
        raise ValidationError({name: "write a list with the words of each block"})
    return _blocks(item, name, value)


def _blocks(item: Item, name: str, words: list[Any]) -> list[dict[str, Any]]:
    """The original's blocks saying these words, block by block."""
    original = plain(item, name)
    said, given = texts_of(original), texts_of([{"value": each} for each in words])
    if missing := [place for place in said if place not in given]:
        where = _place(missing[0])
        raise ValidationError({name: f"{where} says nothing; the original: {said[missing[0]]}"})
    if extra := [place for place in given if place not in said]:
        raise ValidationError({name: f"{_place(extra[0])} has no place in the original"})
    return with_texts(original, given)


def _place(name: str) -> str:
    """Where a text stands, counted from one: "3.0" is row 1 of block 4."""
    block, *parts = name.split(".")
    inside = [f"row {int(part) + 1}" if part.isdigit() else f'"{part}"' for part in parts]
    return ", ".join([f"block {int(block) + 1}", *inside])


def _remember(translation: Translation, before: Mapping[str, Any]) -> None:
    """Let these fields be translated from what the original said before it changed."""
    if unknown := [name for name in before if name not in translation.values]:
        raise ValidationError(
            {unknown[0]: "“before” tells of a field that the row doesn't translate"}
        )
    if before:
        translation.originals = translation.originals | dict(before)
        translation.save()


def _by_field(error: ValidationError) -> list[tuple[str, str]]:
    if hasattr(error, "error_dict"):
        return [(name, " ".join(said)) for name, said in error.message_dict.items()]
    return [("", " ".join(error.messages))]


def _told(path: Path, row: Mapping[str, Any], field: str, reason: object) -> str:
    where = [str(path.relative_to(folder())), str(row.get("slug", "")), field]
    return f"  {' · '.join(part for part in where if part)}: {reason}"
