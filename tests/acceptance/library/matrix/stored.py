"""What is stored, so that a refusal can be held against it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from django.db import connection

# What following one's own way through the product leaves behind, whoever one is.
OF_THE_VISIT = frozenset(
    {"django_session", "wagtailusers_userprofile", "wagtailadmin_editingsession"}
)
# Large, and changed by migrations and declarations alone.
OF_THE_PRODUCT = frozenset(
    {
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "library_term",
        "sqlite_sequence",
        "wagtailcore_locale",
    }
)


def stored() -> Mapping[str, str]:
    """A fingerprint of each table."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - OF_THE_VISIT - OF_THE_PRODUCT
        return {table: _fingerprint(cursor, table) for table in sorted(tables)}


def _fingerprint(cursor: object, table: str) -> str:
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT * FROM {name}")  # type: ignore[attr-defined]  # noqa: S608
    rows = sorted(map(repr, cursor.fetchall()))  # type: ignore[attr-defined]
    return sha256("\n".join(rows).encode()).hexdigest()


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The tables that differ."""
    return {table for table in {*before, *after} if before.get(table) != after.get(table)}
