"""The product's SQLite answers as Django's does."""

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from cms.databases.chosen import database_from
from cms.databases.sqlite3.base import translated

STATEMENTS = [
    "SELECT %s, %s",
    "SELECT '%%Y', %s",
    "SELECT '%%s', %s || '%%'",
    "SELECT 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_translates_as_django_does(statement: str) -> None:
    assert translated(statement) == SQLiteCursorWrapper.convert_query(None, statement)


@pytest.mark.django_db
def test_values_come_back_once_and_again() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")
    for values in (["a", 1], ["b", 2]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s, %s, '%%'", values)
            assert cursor.fetchone() == (*values, "%")
            cursor.execute("SELECT %(one)s", {"one": "named"})
            assert cursor.fetchone() == ("named",)


def test_an_operators_address_decides(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("data")
    own = database_from({}, folder)
    assert own["ENGINE"] == "cms.databases.sqlite3"
    assert str(own["NAME"]).endswith(str(folder / "database.sqlite3"))
    assert own["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    server = database_from({"DATABASE_URL": "postgresql://reader:word@127.0.0.1:5/jobs"}, folder)
    assert (server["ENGINE"], server["NAME"]) == ("django.db.backends.postgresql", "jobs")
    with pytest.raises(ValueError, match="nosuch"):
        database_from({"DATABASE_URL": "nosuch://h/x"}, folder)
