"""An empty index of each engine, and how to put documents into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cms.search.document import Document
from cms.search.engine import Engine
from cms.search.tantivy_engine import TantivyEngine

ENGINES: dict[str, Callable[[Path], Engine]] = {"tantivy": TantivyEngine}
Indexed = Callable[..., Engine]


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
