"""Many questions at once to an index that isn't there yet: one builds, nobody fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from cms.search import engines, services
from cms.search.errors import IndexUnusable, WriterBusy
from cms.search.following import Following
from cms.search.tantivy_engine import TantivyEngine
from tests.search.examples import ask, documents, titles


def test_who_waits_in_vain_for_another_who_builds_waits_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, tries = TantivyEngine(tmp_path), []

    class Busy(Following):
        def catch_up(self, wait_seconds: float | None = None) -> None:
            raise WriterBusy("another process")

        def rebuild(self, *_progress: Any) -> int:
            tries.append(1)
            if len(tries) == 1:
                raise WriterBusy("another process")
            return engine.rebuild(documents("Dansk"))

    monkeypatch.setattr(engines, "embedded", lambda: Busy("tantivy", engine))
    assert titles(services.search(ask("dansk"))) == ["Dansk"]
    assert len(tries) == 2


def test_what_cannot_be_built_is_said_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Never(Following):
        def catch_up(self, wait_seconds: float | None = None) -> None:
            raise WriterBusy("another process")

        def rebuild(self, *_progress: Any) -> int:
            raise WriterBusy("another process")

    monkeypatch.setattr(engines, "embedded", lambda: Never("tantivy", TantivyEngine(tmp_path)))
    with pytest.raises(IndexUnusable):
        services.search(ask("dansk"))


def test_many_threads_build_one_index(tmp_path: Path) -> None:
    made = [TantivyEngine(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda engine: engine.rebuild(documents("Dansk")), made))
        found = list(threads.map(lambda engine: titles(engine.search(ask("dansk"))), made * 4))
    assert found == [["Dansk"]] * 16
    assert len(list(made[0].folder.path.glob("build-*"))) == 1
