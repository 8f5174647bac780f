"""How careful one must be with each change of a declaration."""

from __future__ import annotations

from typing import Any

import pytest

from cms.declarations import ContentType
from cms.declarations.changes import Change, Safety, compare

FIELDS: dict[str, dict[str, Any]] = {
    "title": {"kind": "text", "required": True, "max_length": 100},
    "size": {"kind": "choice", "choices": {"small": {"da": "Lille"}, "large": {"da": "Stor"}}},
    "price": {"kind": "number", "max": 100},
    "lesson": {"kind": "reference", "to": "course"},
}


def declared(changes: dict[str, Any] | None = None, **keys: Any) -> ContentType:
    """A type with some fields changed; a field that is None is left out."""
    fields = {**FIELDS, **(changes or {})}
    labelled = {name: {"label": {"da": name}, **one} for name, one in fields.items() if one}
    whole: dict[str, Any] = {
        "name": "stall",
        "labels": {"da": {"one": "stand", "many": "stande"}},
        "settings": {"path": "stande", "room": "meeting", "owners": ["national", "vendor"]},
        "capabilities": {"signup": {}},
        "fields": labelled,
        "presentation": {"icon": "people", "card": {"title": "title"}},
    }
    return ContentType.model_validate(whole | keys)


def changes_to(new: ContentType | None) -> list[Change]:
    """From the type as it was."""
    return compare({"stall": declared()}, {new.name: new} if new else {})


CASES: list[tuple[ContentType | None, Safety, bool, str]] = [
    (declared({"note": {"kind": "text"}}), Safety.SAFE, False, "new"),
    (declared({"note": {"kind": "text", "required": True}}), Safety.NEEDS_DATA, False, "required"),
    (declared({"size": None}), Safety.BREAKING, True, "removed"),
    (declared({"size": {"kind": "date"}}), Safety.BREAKING, True, "can't be carried over"),
    (declared({"size": {"kind": "text"}}), Safety.BREAKING, False, "values are kept"),
    (
        declared({"lesson": {"kind": "reference", "to": "article"}}),
        Safety.BREAKING,
        True,
        "points at article instead of course",
    ),
    (
        declared({"lesson": {"kind": "reference", "to": "course", "many": True}}),
        Safety.BREAKING,
        True,
        "one or several",
    ),
    (
        declared({"title": {**FIELDS["title"], "max_length": 50}}),
        Safety.NEEDS_DATA,
        False,
        "at most 50 signs instead of 100",
    ),
    (declared({"price": {"kind": "number", "max": 9}}), Safety.NEEDS_DATA, False, "at most 9"),
    (
        declared({"size": {"kind": "choice", "choices": {"small": {"da": "Lille"}}}}),
        Safety.BREAKING,
        False,
        "choices removed: large",
    ),
    (
        declared({"price": None, "fee": {**FIELDS["price"], "renamed_from": "price"}}),
        Safety.BREAKING,
        False,
        "renamed from price; values, drafts and local texts are kept",
    ),
    (declared(capabilities={}), Safety.BREAKING, False, "what citizens did is kept"),
    (declared(name="booth", renamed_from="stall"), Safety.BREAKING, False, "renamed to booth"),
    (declared(labels={"da": {"one": "x", "many": "y"}}), Safety.SAFE, False, "words, form"),
    (None, Safety.BREAKING, True, "removed with all its items"),
]


@pytest.mark.parametrize(("new", "safety", "loses", "said"), CASES, ids=[case[3] for case in CASES])
def test_a_change_is_called_by_its_danger(
    new: ContentType | None, safety: Safety, loses: bool, said: str
) -> None:
    (change,) = changes_to(new)
    assert (change.safety, change.loses) == (safety, loses)
    assert said in change.what


def test_nothing_changed_is_no_change() -> None:
    assert changes_to(declared()) == []


def test_longer_and_wider_is_no_danger() -> None:
    wider = declared({"title": {**FIELDS["title"], "max_length": 200}, "price": {"kind": "number"}})
    assert all(change.safety is Safety.SAFE for change in changes_to(wider))
