"""What differs between two states of the declarations, and how careful one must be.

Pure comparison: how many items a change touches is counted by the floor that has the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

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

    `loses` is the name of the column (or, without a field, the type) whose data would be gone.
    """

    type_name: str
    field: str
    what: str
    data: Safety
    api: Safety = Safety.SAFE
    reindex: bool = False
    loses: str = ""
    shorter_than: int | None = None
    lost_values: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """`course.level`."""
        return f"{self.type_name}.{self.field}" if self.field else self.type_name

    @property
    def safety(self) -> Safety:
        """The most careful of data and API."""
        return max(self.data, self.api)


Types = Mapping[str, ContentType]


def compare(old: Types, new: Types) -> list[Change]:
    """Every difference, types in the names' order."""
    renamed = {
        declared.renamed_from: name
        for name, declared in new.items()
        if declared.renamed_from in old and declared.renamed_from not in new
    }
    changes: list[Change] = []
    for name in sorted(old.keys() | new.keys()):
        if name in renamed:
            what = f"renamed to {renamed[name]}; items, drafts and sign-ups are kept"
            changes.append(Change(name, "", what, Safety.SAFE, Safety.BREAKING, reindex=True))
        elif name not in new:
            what = "removed with all its items"
            changes.append(Change(name, "", what, Safety.BREAKING, Safety.BREAKING, True, name))
        elif name not in old and new[name].renamed_from not in renamed:
            changes.append(Change(name, "", "new type", Safety.SAFE, reindex=True))
        else:
            before = old[name] if name in old else old[str(new[name].renamed_from)]
            changes += _compare_type(before, new[name])
    return changes


def _compare_type(old: ContentType, new: ContentType) -> Iterator[Change]:
    renamed = field_renames(old, new)
    for name in old.fields.keys() - new.fields.keys() - renamed.keys():
        what = "removed"
        yield Change(new.name, name, what, Safety.BREAKING, Safety.BREAKING, True, name)
    for name, field in new.fields.items():
        former = next((was for was, now in renamed.items() if now == name), name)
        if former not in old.fields:
            yield _added(new.name, name, field)
            continue
        if former != name:
            what = f"renamed from {former}; values, drafts and local texts are kept"
            yield Change(new.name, name, what, Safety.SAFE, Safety.BREAKING, reindex=True)
        yield from _compare_field(new.name, name, old.fields[former], field)
    yield from _compare_settings(old, new)


def field_renames(old: ContentType, new: ContentType) -> dict[str, str]:
    """Former to new names of fields that say `renamed_from` and whose former name was there."""
    return {
        field.renamed_from: name
        for name, field in new.fields.items()
        if field.renamed_from and field.renamed_from in old.fields and name not in old.fields
    }


def _added(type_name: str, name: str, field: FieldDeclaration) -> Change:
    if field.required and field.default is None:
        what = "new and required: items that are there already have no value"
        return Change(type_name, name, what, Safety.NEEDS_DATA, reindex=field.search is not None)
    return Change(type_name, name, "new", Safety.SAFE, reindex=field.search is not None)


def _compare_field(
    type_name: str, name: str, old: FieldDeclaration, new: FieldDeclaration
) -> Iterator[Change]:
    if old.kind != new.kind or (old.to, old.many) != (new.to, new.many):
        what = f"kind changed from {old.kind} to {new.kind}: values can't be carried over"
        yield Change(type_name, name, what, Safety.BREAKING, Safety.BREAKING, True, name)
        return
    if new.required and not old.required:
        yield Change(type_name, name, "now required", Safety.NEEDS_DATA, Safety.SAFE)
    if (new.max_length or 0) < (old.max_length or 0):
        what = f"at most {new.max_length} signs instead of {old.max_length}"
        yield Change(
            type_name, name, what, Safety.NEEDS_DATA, shorter_than=new.max_length, reindex=False
        )
    gone = tuple((old.choices or {}).keys() - (new.choices or {}).keys())
    if gone:
        what = f"choices removed: {', '.join(sorted(gone))}"
        yield Change(type_name, name, what, Safety.NEEDS_DATA, Safety.BREAKING, lost_values=gone)
    if (old.search, old.facet, old.vocabulary) != (new.search, new.facet, new.vocabulary):
        yield Change(type_name, name, "part in search changed", Safety.SAFE, reindex=True)
    if old.overridable and not new.overridable:
        what = "no longer overridable: local texts are kept, but not shown"
        yield Change(type_name, name, what, Safety.NEEDS_DATA)
    if old.access == "public" and new.access != "public":
        yield Change(type_name, name, "no longer public", Safety.SAFE, Safety.BREAKING)


def _compare_settings(old: ContentType, new: ContentType) -> Iterator[Change]:
    for name in sorted(old.capabilities.keys() - new.capabilities.keys()):
        what = f"capability {name} removed: what citizens did is kept, but not shown"
        yield Change(new.name, "", what, Safety.NEEDS_DATA, Safety.BREAKING)
    for name in sorted(new.capabilities.keys() - old.capabilities.keys()):
        yield Change(new.name, "", f"capability {name} added", Safety.SAFE)
    if old.settings.path != new.settings.path:
        what = f"path changed from {old.settings.path} to {new.settings.path}: old links break"
        yield Change(new.name, "", what, Safety.SAFE, Safety.NEEDS_DATA)
