"""The time that an operation may take."""

from time import monotonic
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from graphql import GraphQLError

from cms.api.deadline import within_time
from tests.api.factories import World
from tests.api.test_http import LIST, code_of, post

LONG = (
    "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted "
    "WHERE n < 2000000000) SELECT count(*) FROM counted"
)


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_stopped_at_the_deadline(settings: Any) -> None:
    settings.GRAPHQL_SECONDS = 0.2
    began = monotonic()
    with (
        pytest.raises(GraphQLError, match=r"limit of time, 0.2 seconds"),
        within_time(),
        connection.cursor() as cursor,
    ):
        cursor.execute(LONG)
        cursor.fetchone()
    assert monotonic() - began < 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_an_answer_that_takes_too_long_says_so(world: World, client: Client, settings: Any) -> None:
    settings.GRAPHQL_SECONDS = 0.0
    body = post(client, {"query": f"{{ {LIST} {{ totalCount }} feed {{ nodes {{ id }} }} }}"})[1]
    assert code_of(body) == "LIMIT_EXCEEDED"
    assert body["errors"][0]["extensions"]["limit"] == "time"
    assert "data" not in body
