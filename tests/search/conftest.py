"""An empty index of each engine, and how to put documents into it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from cms.search.document import Document
from cms.search.elasticsearch.connection import Cluster
from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.elasticsearch.names import Names
from cms.search.engine import Engine
from cms.search.tantivy_engine import TantivyEngine
from tests.support.services import elasticsearch_address

Indexed = Callable[..., Engine]
_PREFIX = f"test-{os.getpid()}"
_emptied_for: list[Path] = []


def on_elasticsearch(folder: Path) -> ElasticsearchEngine:
    """The index that goes by this folder's name; that of another folder is removed."""
    cluster = Cluster(elasticsearch_address(), answer_seconds=20)
    if _emptied_for != [folder]:
        remove_indices(cluster, f"{_PREFIX}-v*")
        _emptied_for[:] = [folder]
    return ElasticsearchEngine(cluster, Names(_PREFIX))


def remove_indices(cluster: Cluster, pattern: str) -> None:
    """Removes indices by the beginning of their names."""
    for index in cluster.client.indices.get(index=pattern, features="aliases"):
        cluster.client.indices.delete(index=index)


@pytest.fixture(scope="session", autouse=True)
def leave_no_index() -> Iterator[None]:
    """Removes what the tests of this process made."""
    yield
    remove_all()


def remove_all() -> None:
    """Removes every index that this process made."""
    if _emptied_for:
        remove_indices(Cluster(elasticsearch_address()), f"{_PREFIX}-*")


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "elasticsearch": on_elasticsearch,
    "tantivy": TantivyEngine,
}


@pytest.fixture(params=sorted(ENGINES))
def make_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Engine]:
    """Opens the same index, each time as another process would."""
    return lambda: ENGINES[request.param](tmp_path / "index")


@pytest.fixture
def engine(make_engine: Callable[[], Engine]) -> Engine:
    """An engine without an index."""
    return make_engine()


@pytest.fixture
def indexed(engine: Engine) -> Indexed:
    """Puts documents into the engine and gives it."""

    def put(documents: Iterable[Document]) -> Engine:
        engine.rebuild(documents)
        return engine

    return put
