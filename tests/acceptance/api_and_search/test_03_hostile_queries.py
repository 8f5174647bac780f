"""Done when 3: questions that nobody asks in good faith, against the running site: no 500, no
answer over the time limit, each refusal names limit and way out, and memory stays flat.
"""

import json
import re

import pytest

from cms.api.errors import MEANINGS
from scripts.servers import worker_memory
from tests.acceptance.api_and_search.hostile.asking import Asked, send, send_part
from tests.acceptance.api_and_search.hostile.bodies import bodies
from tests.acceptance.api_and_search.hostile.operations import PLAIN, operations
from tests.acceptance.api_and_search.hostile.values import values
from tests.support.site import LiveSite

# The API's own limit is 5 seconds of work; a machine of two busy cores takes longer to say so.
SECONDS = 15.0
ROUNDS = 3
# Cases that use up seconds of the database keep nothing: once each is enough.
SLOW = "many "
MOST_GROWTH = 60 * 2**20
CASES = {str(case): case for case in [*operations(), *values(), *bodies()]}
OURS = {"INTERNAL"}


def test_every_case_has_a_name_of_its_own() -> None:
    assert len(CASES) == len([*operations(), *values(), *bodies()])
    assert len(CASES) > 400


@pytest.mark.parametrize("name", list(CASES))
def test_is_answered_in_time_and_never_with_a_fault(live_site: LiveSite, name: str) -> None:
    case = CASES[name]
    found = send(live_site, case)
    assert found.status < 500, found.body[:300]
    assert found.seconds < SECONDS
    if not is_json(found.body):
        # What the server itself refuses before the API sees it.
        assert found.status in (200, 400, 405, 414, 431) or case.method == "HEAD"
        return
    codes = found.codes
    assert codes <= set(MEANINGS) - OURS, found.body[:300]
    if case.code:
        assert codes == {case.code}, found.body[:300]
    if case.limit:
        assert {error["extensions"]["limit"] for error in found.errors} == {case.limit}


def is_json(body: bytes) -> bool:
    """Whether the API has answered, not the server before it."""
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def test_a_limit_is_named_with_what_is_allowed_and_the_way_out(live_site: LiveSite) -> None:
    limited = [case for case in operations() if case.limit]
    assert len({case.limit for case in limited}) >= 6
    for case in limited:
        error = send(live_site, case).errors[0]
        assert re.fullmatch(r"The operation passes the limit of \w+, .+\. .+\.", error["message"])
        assert error["extensions"]["most"] > 0


def test_a_body_that_breaks_off_is_answered_or_closed(live_site: LiveSite) -> None:
    body = json.dumps({"query": PLAIN}).encode()
    for promised in (len(body) + 1, len(body) + 100_000):
        found = send_part(live_site, body, promised)
        assert not found.startswith(b"HTTP/1.1 5"), found[:200]
    assert send(live_site, Asked("after it", body)).status == 200


def test_memory_stays_flat(live_site: LiveSite) -> None:
    """After a first round that fills what is kept, further rounds of ever new texts add nothing."""
    ask_all(live_site, 0)
    before = worker_memory(live_site.runtime)
    for number in range(1, ROUNDS):
        ask_all(live_site, number)
    grown = worker_memory(live_site.runtime) - before
    assert grown < MOST_GROWTH, f"{grown / 2**20:.0f} MiB in {ROUNDS - 1} rounds"


def ask_all(site: LiveSite, number: int) -> None:
    """Ask the operations with a comment that makes each a text that was never seen."""
    for case in operations():
        if case.name.startswith(SLOW):
            continue
        given = json.loads(case.body)
        given["query"] += f"\n# {number}"
        send(site, Asked(case.name, json.dumps(given).encode()))
    for index in range(60):
        wide = " ".join(f"v{number}_{index}_{n}: id" for n in range(90))
        query = f"{{ courses(first: 1) {{ nodes {{ {wide} }} }} }} #{'x' * 20_000}"
        send(site, Asked("new", json.dumps({"query": query}).encode()))
