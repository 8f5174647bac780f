"""What the API has promised: a change that breaks its users is found, and must be announced.

`graphql/promised.graphql` is the schema that users may build on. A field that is taken away, or
an argument that must be given, breaks them: it is made with `--breaking` only, and stands in
docs/api/CHANGELOG.md in the words that graphql-core has for it.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from graphql import build_schema, find_breaking_changes, print_schema

from cms.api.documents import graphql_schema

PROMISED = "promised.graphql"


def promised_file() -> Path:
    """Where the promise stands."""
    return Path(settings.GRAPHQL_DIR) / PROMISED


def changelog_file() -> Path:
    """Where breaking changes are announced."""
    return Path(settings.BASE_DIR) / "docs" / "api" / "CHANGELOG.md"


def broken_promises(promised: str) -> list[str]:
    """What the schema of now takes from users of a promised one, a sentence each."""
    now = build_schema(print_schema(graphql_schema()))
    return [change.description for change in find_breaking_changes(build_schema(promised), now)]


def unannounced(promised: str, changelog: str) -> list[str]:
    """The broken promises that the changelog doesn't speak of."""
    return [sentence for sentence in broken_promises(promised) if sentence not in changelog]
