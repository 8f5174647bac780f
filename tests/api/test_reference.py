"""The reference tells every type, and each of its examples runs."""

import pytest

from cms.api.reference import example, reference_page
from cms.declarations.names import camel
from cms.library.registry import declarations
from tests.api.conftest import Ask


@pytest.mark.parametrize("name", sorted(declarations()))
def test_the_example_of_a_type_runs(ask: Ask, name: str) -> None:
    found = ask(example(declarations()[name]))
    assert "errors" not in found
    assert next(iter(found["data"].values()))["totalCount"] >= 0


def test_every_field_of_a_type_is_told() -> None:
    page = reference_page()
    for declaration in declarations().values():
        for field in declaration.fields:
            assert f"`{camel(field)}`" in page, (declaration.name, field)
