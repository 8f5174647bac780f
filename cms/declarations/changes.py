"""What differs between two states of the declarations, and how careful one must be.

Pure comparison: how many items a change touches is counted by the floor that has the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from cms.declarations.model import ContentType, FieldDeclaration


class Safety(IntEnum):
    """How careful one must be, from least to most."""

    SAFE = 0
    NEEDS_DATA = 1
    BREAKING = 2

    @property
    def words(self) -> str:
        """As the plan prints it."""
        return {0: "safe", 1: "needs data", 2: "breaking"}[int(self)]


@dataclass(frozen=True)
class Change:
    """One difference. `field` is empty when it concerns the whole type.

    `loses` says that what people wrote would be gone; `concerns` tells which values of `column`
    the change is about, all that are not empty when it says nothing.
    """

    type_name: str
    field: str
    what: str
    data: Safety = Safety.SAFE
    api: Safety = Safety.SAFE
    reindex: bool = False
    loses: bool = False
    # As they are in the tables now, where the change gives a new name.
    was_type: str = ""
    column: str = ""
    concerns: Callable[[Any], bool] | None = None

    @property
    def where(self) -> str:
        """`course.level`."""
        return f"{self.type_name}.{self.field}" if self.field else self.type_name

    @property
    def safety(self) -> Safety:
        """The most careful of data and API."""
        return max(self.data, self.api)

    @property
    def touches(self) -> bool:
        """Whether there are items to count."""
        return self.loses or self.concerns is not None


Types = Mapping[str, ContentType]
# Kinds whose values can be read as another kind, as they stand.
READ_AS = {
    "choice": {"text"},
    "language": {"text"},
    "drawing": {"text"},
    "link": {"text"},
    "duration": {"number"},
}


def compare(old: Types, new: Types) -> list[Change]:
    """Every difference, types in the names' order."""
    return [change for name in sorted(old.keys() | new.keys()) for change in _about(name, old, new)]


def type_renames(old: Types, new: Types) -> dict[str, str]:
    """Former to new names of types that say `renamed_from` and whose former name is free."""
    return {
        declared.renamed_from: name
        for name, declared in new.items()
        if declared.renamed_from
        and declared.renamed_from in old
        and declared.renamed_from not in new
        and name not in old
    }


def field_renames(old: ContentType, new: ContentType) -> dict[str, str]:
    """Former to new names of fields that say `renamed_from` and whose former name was there."""
    return {
        field.renamed_from: name
        for name, field in new.fields.items()
        if field.renamed_from and field.renamed_from in old.fields and name not in old.fields
    }


def carries_over(old: FieldDeclaration, new: FieldDeclaration) -> bool:
    """Whether values of the old field can stand in the new one."""
    if old.kind != new.kind:
        return new.kind in READ_AS.get(old.kind, ()) and not new.decimals
    return (old.to, old.many, old.vocabulary) == (new.to, new.many, new.vocabulary)


def _about(name: str, old: Types, new: Types) -> Iterator[Change]:
    renames = type_renames(old, new)
    if name in renames:
        what = f"renamed to {renames[name]}; items, drafts and what citizens did are kept"
        yield Change(name, "", what, api=Safety.BREAKING, reindex=True)
    elif name not in new:
        what = "removed with all its items"
        yield Change(name, "", what, Safety.BREAKING, Safety.BREAKING, True, True, name)
    elif name in old:
        yield from _compare_type(old[name], new[name])
    elif name in renames.values():
        yield from _compare_type(old[str(new[name].renamed_from)], new[name])
    else:
        yield Change(name, "", "new type", reindex=True)


def _compare_type(old: ContentType, new: ContentType) -> Iterator[Change]:
    changes = [*_compare_fields(old, new), *_compare_settings(old, new)]
    named_alike = new.model_copy(update={"name": old.name, "renamed_from": old.renamed_from})
    if not changes and old != named_alike:
        changes = [Change(new.name, "", "words, form or looks changed")]
    yield from changes


def _compare_fields(old: ContentType, new: ContentType) -> Iterator[Change]:
    renamed = field_renames(old, new)
    for name in old.fields:
        if name not in new.fields and name not in renamed:
            yield _lost(old, new, name, name, "removed")
    former = {now: was for was, now in renamed.items()}
    for name, field in new.fields.items():
        was = former.get(name, name)
        if was not in old.fields:
            yield _added(new.name, name, field)
            continue
        if was != name:
            what = f"renamed from {was}; values, drafts and local texts are kept"
            yield Change(new.name, name, what, api=Safety.BREAKING, reindex=True)
        yield from _compare_field(old, new, was, name)


def _lost(old: ContentType, new: ContentType, was: str, name: str, what: str) -> Change:
    return Change(new.name, name, what, Safety.BREAKING, Safety.BREAKING, True, True, old.name, was)


def _added(type_name: str, name: str, field: FieldDeclaration) -> Change:
    if field.required and field.default is None:
        what = "new and required: items that are there already have no value"
        return Change(type_name, name, what, Safety.NEEDS_DATA, reindex=field.search is not None)
    return Change(type_name, name, "new", reindex=field.search is not None)


def _compare_field(
    old_type: ContentType, new_type: ContentType, was: str, name: str
) -> Iterator[Change]:
    old, new = old_type.fields[was], new_type.fields[name]
    if not carries_over(old, new):
        yield _lost(old_type, new_type, was, name, _uncarried(old, new))
        return
    if old.kind != new.kind:
        what = f"kind changed from {old.kind} to {new.kind}; values are kept"
        yield Change(new_type.name, name, what, api=Safety.BREAKING, reindex=True)
    for what, concerns, api in _narrowed(old, new):
        yield Change(
            new_type.name, name, what, Safety.NEEDS_DATA, api,
            was_type=old_type.name, column=was, concerns=concerns,
        )  # fmt: skip
    if (old.search, old.facet) != (new.search, new.facet):
        yield Change(new_type.name, name, "part in search changed", reindex=True)
    if old.access == "public" and new.access != "public":
        yield Change(new_type.name, name, "no longer public", api=Safety.BREAKING, reindex=True)


def _uncarried(old: FieldDeclaration, new: FieldDeclaration) -> str:
    if old.kind != new.kind:
        return f"kind changed from {old.kind} to {new.kind}: values can't be carried over"
    if old.many != new.many:
        return "one or several changed: values can't be carried over"
    was, now = (old.to or old.vocabulary, new.to or new.vocabulary)
    return f"points at {now} instead of {was}: values can't be carried over"


Narrowed = tuple[str, Callable[[Any], bool], Safety]


def _narrowed(old: FieldDeclaration, new: FieldDeclaration) -> Iterator[Narrowed]:
    """What values may no longer be: they stay, but must be mended at the next edit."""
    if new.required and not old.required:
        yield "now required", lambda value: value in (None, "", []), Safety.SAFE
    if new.max_length and (old.max_length is None or new.max_length < old.max_length):
        longest = new.max_length
        what = f"at most {longest} signs instead of {old.max_length or 'any number'}"
        yield what, lambda value: len(value or "") > longest, Safety.SAFE
    gone = frozenset((old.choices or {}).keys() - (new.choices or {}).keys())
    if gone and new.kind == "choice":
        what = f"choices removed: {', '.join(sorted(gone))}"
        yield what, lambda value: value in gone, Safety.BREAKING
    if (low := new.min) is not None and (old.min is None or low > old.min):
        yield (
            f"at least {low:g}",
            lambda value: value not in (None, "") and float(value) < low,
            Safety.SAFE,
        )
    if (high := new.max) is not None and (old.max is None or high < old.max):
        yield (
            f"at most {high:g}",
            lambda value: value not in (None, "") and float(value) > high,
            Safety.SAFE,
        )
    if old.overridable and not new.overridable:
        what = "no longer overridable: local texts are kept, but not shown"
        yield what, lambda value: False, Safety.SAFE


def _compare_settings(old: ContentType, new: ContentType) -> Iterator[Change]:
    for name in sorted(old.capabilities.keys() - new.capabilities.keys()):
        what = f"capability {name} removed: what citizens did is kept, but not shown"
        yield Change(new.name, "", what, Safety.NEEDS_DATA, Safety.BREAKING)
    for name in sorted(new.capabilities.keys() - old.capabilities.keys()):
        yield Change(new.name, "", f"capability {name} added", reindex=True)
    if old.settings.path != new.settings.path:
        what = f"path changed from {old.settings.path} to {new.settings.path}: old links break"
        yield Change(new.name, "", what, api=Safety.NEEDS_DATA, reindex=True)
    refused = [kind for kind in old.settings.owners if kind not in new.settings.owners]
    if refused:
        what = f"{', '.join(refused)} can own no new ones: their items stay, but can't be saved"
        yield Change(new.name, "", what, Safety.NEEDS_DATA)
