"""A change that breaks the API's users doesn't pass unannounced."""

import pytest
from django.core.management import CommandError, call_command
from graphql import print_schema

from cms.api import promise
from cms.api.documents import graphql_schema

MORE = "type Query {\n"
GONE = "Query.goneTomorrow was removed."


@pytest.fixture
def promised(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A promise of one field more than there is."""
    text = print_schema(graphql_schema()).replace(MORE, f"{MORE}  goneTomorrow: String\n", 1)
    file = tmp_path_factory.mktemp("promise") / "promised.graphql"
    file.write_text(text)
    monkeypatch.setattr(promise, "promised_file", lambda: file)
    return text


def test_the_schema_of_now_keeps_its_promises() -> None:
    text = promise.promised_file().read_text()
    assert promise.unannounced(text, promise.changelog_file().read_text()) == []


def test_a_field_that_is_taken_away_must_be_announced(promised: str) -> None:
    assert promise.unannounced(promised, "") == [GONE]
    assert promise.unannounced(promised, f"- {GONE}") == []
    with pytest.raises(CommandError, match="goneTomorrow was removed"):
        call_command("graphql_schema", check=True)


def test_a_new_field_breaks_nobody() -> None:
    assert (
        promise.unannounced(
            "type Query { municipality: Municipality! } type Municipality { code: String! }", ""
        )
        == []
    )


def test_what_breaks_is_promised_anew_by_a_flag_only(
    promised: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changelog = tmp_path_factory.mktemp("changes") / "CHANGELOG.md"
    changelog.write_text(GONE)
    monkeypatch.setattr(promise, "changelog_file", lambda: changelog)
    with pytest.raises(CommandError, match="--breaking"):
        call_command("graphql_schema", promise=True, check=True)
    assert "goneTomorrow" in promise.promised_file().read_text()
    call_command("graphql_schema", promise=True, breaking=True, check=True)
    assert "goneTomorrow" not in promise.promised_file().read_text()
