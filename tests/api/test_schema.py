"""The contract: committed, whole, and every field of it open to a known circle."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from graphql import parse, validate

from cms.api import errors
from cms.api.access import class_of, classes
from cms.api.documents import graphql_schema
from cms.declarations.names import camel, plural
from cms.library.registry import item_models

OPERATIONS = sorted((Path(settings.GRAPHQL_DIR) / "operations").glob("*.graphql"))


def test_the_committed_schema_is_what_the_declarations_say() -> None:
    try:
        call_command("graphql_schema", "--check")
    except CommandError as difference:
        pytest.fail(str(difference), pytrace=False)


def test_every_field_is_classified() -> None:
    unclassified = [name for name, circle in classes(graphql_schema()).items() if circle is None]
    assert not unclassified, f"say who may read: {unclassified}"


def test_a_field_takes_its_circle_from_the_declaration() -> None:
    for model in item_models().values():
        for name, field in model.declaration.fields.items():
            assert class_of(f"{model.declaration.class_name}.{camel(name)}") == field.access


def test_every_type_has_its_fields_in_query() -> None:
    query = graphql_schema().query_type
    assert query is not None
    for name in item_models():
        assert camel(name) in query.fields
        assert camel(plural(name)) in query.fields


def test_there_are_operations() -> None:
    assert OPERATIONS


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_persisted_operations_are_valid(path: Path) -> None:
    assert not validate(graphql_schema(), parse(path.read_text(encoding="utf-8")))


def test_every_code_of_an_error_is_explained() -> None:
    codes = {value for name, value in vars(errors).items() if name.isupper() and name == value}
    assert codes == set(errors.MEANINGS)
