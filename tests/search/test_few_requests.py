"""What following costs on Elasticsearch: few requests a change, nobody stands in line."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.elasticsearch.leases import Leases
from cms.search.engine import Batch, Position
from cms.search.errors import WriterBusy
from tests.search.conftest import on_elasticsearch
from tests.search.examples import ask, document, documents, titles

pytestmark = pytest.mark.elasticsearch
# Lease, position, what lies there (refresh and search), bulk, position, lease.
A_CHANGE = 7


@pytest.fixture
def engine(tmp_path: Path) -> ElasticsearchEngine:
    made = on_elasticsearch(tmp_path)
    made.rebuild(documents("Gammel"), Position(1, "then"))
    return made


def leases(engine: ElasticsearchEngine) -> Leases:
    return Leases(engine._cluster, engine.builds.names.state, 20, 0)


def change(number: int, title: str) -> Batch:
    return Batch({"course:1": [document(1, title)]}, Position(number, "now"))


def requests(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == "elastic_transport.transport"]


def test_a_change_takes_few_requests(
    engine: ElasticsearchEngine, caplog: pytest.LogCaptureFixture
) -> None:
    assert engine.advance(lambda _: change(2, "Nyere"))
    with caplog.at_level(logging.INFO, "elastic_transport.transport"):
        assert engine.advance(lambda _: change(3, "Nyest"))
    assert len(requests(caplog)) <= A_CHANGE
    caplog.clear()
    with caplog.at_level(logging.INFO, "elastic_transport.transport"):
        assert engine.glance() == Position(3, "now")
    assert len(requests(caplog)) == 1
    assert titles(engine.search(ask())) == ["Nyest"]


def test_who_knows_a_build_that_was_replaced_goes_on_with_the_next(
    engine: ElasticsearchEngine, tmp_path: Path
) -> None:
    other = on_elasticsearch(tmp_path)
    assert other.glance() == Position(1, "then")
    engine.rebuild(documents("Ny", "To"), Position(5, "later"))
    assert other.glance() == Position(5, "later")
    engine.rebuild(documents("Nyere", "To"), Position(6, "later"))
    seen: list[Position | None] = []

    def read(position: Position | None) -> Batch:
        seen.append(position)
        return change(7, "Nyest")

    assert other.advance(read)
    assert seen[-1] == Position(6, "later")
    assert sorted(titles(engine.search(ask()))) == ["Nyest", "To"]


def test_who_finds_another_writing_turns_round_at_once(
    engine: ElasticsearchEngine, tmp_path: Path
) -> None:
    other = on_elasticsearch(tmp_path)
    with leases(engine).held("write"):
        started = time.monotonic()
        with pytest.raises(WriterBusy, match="another process"):
            other.advance(lambda _: change(2, "Ny"), 0)
        assert time.monotonic() - started < 1
        assert titles(engine.search(ask())) == ["Gammel"]
    assert other.advance(lambda _: change(2, "Ny"), 0)
    assert titles(engine.search(ask())) == ["Ny"]


def test_a_lease_that_was_renewed_is_let_go(engine: ElasticsearchEngine) -> None:
    mine = leases(engine)
    with mine.held("rebuild") as lease:
        renewed = mine.renewed(lease)
        assert renewed.mark != lease.mark
    with mine.held("rebuild"):
        pass


def test_a_lease_that_another_took_over_is_left_to_it(engine: ElasticsearchEngine) -> None:
    slow = Leases(engine._cluster, engine.builds.names.state, 0.0, 0)
    mine = leases(engine)
    with slow.held("write"):
        taken = mine.held("write")
        taken.__enter__()
    with pytest.raises(WriterBusy), leases(engine).held("write"):
        pass
    taken.__exit__(None, None, None)


def test_more_places_than_one_answer_holds_are_all_emptied(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.search.elasticsearch.writing._PLACES", 2)
    variants = [document(1, f"Udgave {n}", key=f"course:1@{n}") for n in range(5)]
    engine.advance(lambda _: Batch({"course:1": variants}, Position(2, "now")))
    assert engine.count() == 5
    engine.advance(lambda _: change(3, "Én"))
    assert titles(engine.search(ask())) == ["Én"]
