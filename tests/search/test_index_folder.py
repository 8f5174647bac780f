"""The index on disk: one writer at a time, damage is told, builds are swapped without a gap."""

from __future__ import annotations

import multiprocessing
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.search.document import Document
from cms.search.embedded import schema
from cms.search.embedded.folder import Build, IndexFolder
from cms.search.engine import Batch, Position
from cms.search.errors import IndexUnusable, WriterBusy
from cms.search.tantivy_engine import TantivyEngine
from tests.search.examples import ask, document, documents, titles


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    made = TantivyEngine(tmp_path, wait_seconds=0.1)
    made.rebuild(documents("Dansk"))
    return made


def live(engine: TantivyEngine) -> Path:
    return engine.folder.current().path


def test_a_second_writer_waits_and_then_gives_up(engine: TantivyEngine) -> None:
    with engine.folder.writing():
        started = time.monotonic()
        with pytest.raises(WriterBusy, match="another process"):
            engine.replace("course:2", documents("To"))
        assert time.monotonic() - started >= 0.1
        assert titles(engine.search(ask())) == ["Dansk"]
    engine.replace("course:2", [document(2, "To")])
    assert engine.count() == 2


def test_a_second_writer_goes_on_when_the_first_is_done(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path, wait_seconds=10)
    engine.rebuild(())
    with engine.folder.writing():
        waiting = threading.Thread(target=engine.replace, args=("course:1", documents("Et")))
        waiting.start()
        time.sleep(0.1)
        assert engine.count() == 0
    waiting.join()
    assert engine.count() == 1


def _add(folder: Path, first: int, count: int) -> None:
    engine = TantivyEngine(folder, wait_seconds=60)
    for number in range(first, first + count):
        engine.replace(f"course:{number}", [document(number, "Dansk")])


def test_several_processes_write_and_nothing_is_lost(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(())
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_add, args=(tmp_path, first, 5)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert engine.count() == 15


@pytest.mark.parametrize("damage", ["meta.json", "learnt.json", "*.term", "*.store"])
def test_damage_is_told_with_the_way_out(engine: TantivyEngine, damage: str) -> None:
    for path in live(engine).glob(damage):
        path.unlink()
        path.write_bytes(b"not what it was")
    other = TantivyEngine(engine.folder.path.parent)
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        other.search(ask("dansk"))
    other.rebuild(documents("Dansk"))
    assert other.search(ask("dansk")).total == 1


def test_a_folder_that_went_away_is_told(engine: TantivyEngine) -> None:
    shutil.rmtree(live(engine))
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        TantivyEngine(engine.folder.path.parent).search(ask())


def test_a_damaged_position_is_told(engine: TantivyEngine) -> None:
    engine.advance(lambda _: Batch({}, Position(1)))
    (live(engine) / "position.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexUnusable):
        engine.position()


def test_the_live_index_answers_while_another_is_built(engine: TantivyEngine) -> None:
    before = live(engine)

    def slowly() -> Iterator[Document]:
        assert titles(engine.search(ask())) == ["Dansk"]
        engine.replace("course:2", [document(2, "Imens")])
        assert engine.count() == 2
        yield document(3, "Ny")

    engine.rebuild(slowly())
    assert titles(engine.search(ask())) == ["Ny"]
    assert live(engine) != before
    assert [path.name for path in engine.folder.path.glob("build-*")] == [live(engine).name]


def test_a_rebuild_that_fails_leaves_the_live_index(engine: TantivyEngine) -> None:
    def fail() -> Iterator[Document]:
        yield document(2, "Halvt")
        raise LookupError

    with pytest.raises(LookupError):
        engine.rebuild(fail())
    assert titles(engine.search(ask())) == ["Dansk"]
    engine.rebuild(documents("Helt"))
    assert len(list(engine.folder.path.glob("build-*"))) == 1


def test_two_rebuilds_at_once_make_one(engine: TantivyEngine) -> None:
    other = TantivyEngine(engine.folder.path.parent, wait_seconds=10)
    threads: list[threading.Thread] = []

    def slowly() -> Iterator[Document]:
        threads.append(threading.Thread(target=other.rebuild, args=(documents("Af den anden"),)))
        threads[0].start()
        time.sleep(0.2)
        yield document(1, "Af den første")

    engine.rebuild(slowly())
    threads[0].join()
    assert titles(other.search(ask())) == ["Af den første"]


def test_another_schema_has_another_folder(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", 10**6)
    other = TantivyEngine(engine.folder.path.parent)
    with pytest.raises(IndexUnusable, match="no index yet"):
        other.search(ask())
    other.rebuild(documents("Nyt skema"))
    assert titles(other.search(ask())) == ["Nyt skema"]
    assert titles(engine.search(ask())) == ["Dansk"]


def test_a_build_that_was_replaced_while_it_was_opened_is_no_failure(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = TantivyEngine(engine.folder.path.parent, wait_seconds=1)
    known, looked = IndexFolder.current, []

    def replaced_meanwhile(folder: IndexFolder) -> Build:
        build = known(folder)
        if not looked:
            looked.append(build)
            engine.rebuild(documents("Nyt"))
        return build

    monkeypatch.setattr(other.folder, "current", lambda: replaced_meanwhile(other.folder))
    assert titles(other.search(ask("nyt"))) == ["Nyt"]
    assert not looked[0].path.exists()
