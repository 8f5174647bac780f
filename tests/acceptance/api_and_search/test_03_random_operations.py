"""Done when 3: schemathesis reads the schema and asks at random: never a fault of ours."""

import os

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case

from tests.support.site import LiveSite

# Of each field of Query and Mutation, so many operations.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "4"))


def test_random_operations_meet_no_fault(live_site: LiveSite) -> None:
    schema = schemathesis.graphql.from_url(live_site.url("/thisted/graphql/"))
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        hold(operation.as_strategy())


def hold(cases: SearchStrategy[Case]) -> None:
    """Ask some of one field's operations."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def asks(case: Case) -> None:
        response = case.call(headers={"GraphQL-Preflight": "1"})
        assert response.status_code < 500, response.text
        errors = response.json().get("errors", ())
        assert all(error["extensions"]["code"] != "INTERNAL" for error in errors), response.text

    asks()
