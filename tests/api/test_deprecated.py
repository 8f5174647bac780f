"""A field that goes says so in the API, with its days."""

from datetime import date
from typing import Any

import pytest

from cms.api.filters import filter_type
from cms.api.kinds import output_of
from cms.api.ordering import order_enum, orderable
from cms.declarations import Deprecated
from cms.library.registry import item_models
from cms.modelling.docs import page_of

NAME, MODEL = next(
    (name, model)
    for name, model in item_models().items()
    if model.declaration.fields_of("date_time")
)
FIELD = next(iter(MODEL.declaration.fields_of("date_time")))
NOTICE = "Since 2026-11-01, there until 2027-11-01 at least: use the other one"


@pytest.fixture
def declaration(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The type's declaration, with one field that goes."""
    going = Deprecated(since=date(2026, 11, 1), until=date(2027, 11, 1), reason="use the other one")
    declared = MODEL.declaration
    field = declared.fields[FIELD].model_copy(update={"deprecated": going})
    changed = declared.model_copy(update={"fields": {**declared.fields, FIELD: field}})
    monkeypatch.setattr(MODEL, "declaration", changed)
    return changed


def test_the_field_its_filter_and_its_order_say_so(declaration: Any) -> None:
    assert output_of(declaration, FIELD).as_field().deprecation_reason == NOTICE
    filters = filter_type.__wrapped__(NAME)._meta.fields
    assert filters[FIELD].deprecation_reason == NOTICE
    order = order_enum.__wrapped__(NAME)
    said = {
        value.name: order._meta.deprecation_reason(value)
        for value in order._meta.enum
        if order._meta.deprecation_reason(value)
    }
    assert said == {FIELD.upper(): NOTICE, f"{FIELD.upper()}_DESC": NOTICE}
    assert FIELD in orderable(declaration)


def test_other_fields_say_nothing(declaration: Any) -> None:
    others = [name for name in declaration.fields if name != FIELD]
    assert {output_of(declaration, name).as_field().deprecation_reason for name in others} == {None}


def test_the_page_about_the_type_says_so(declaration: Any) -> None:
    assert NOTICE in page_of(declaration)
    assert "goes" not in page_of(MODEL.declaration.model_copy(update={"fields": {}}))
