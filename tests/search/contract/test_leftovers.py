"""Indices of older releases: kept for a day after their last use, then removed; on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cms.search import leftovers
from cms.search.elasticsearch import names
from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.elasticsearch.names import Names
from cms.search.embedded import schema
from cms.search.engine import Engine, Position
from cms.search.errors import IndexUnusable
from cms.search.leftovers import GRACE
from tests.search.conftest import on_elasticsearch
from tests.search.examples import ask, documents, titles

Make = Callable[[], Engine]
OLD, NEW = 10**6, 10**6 + 1
NOW = datetime.now(UTC)
LATER = NOW + GRACE + timedelta(hours=2)


@pytest.fixture
def release(make_engine: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Engine]:
    """The engine as a release with this version of the schema opens it."""

    def opened(version: int) -> Engine:
        monkeypatch.setattr(schema, "VERSION", version)
        monkeypatch.setattr(names, "VERSION", version)
        return make_engine()

    return opened


Release = Callable[[int], Engine]


def built(engine: Engine, title: str) -> Engine:
    engine.rebuild(documents(title), Position(1, "then"))
    return engine


def test_a_release_that_still_serves_keeps_its_index(release: Release) -> None:
    old = built(release(OLD), "Gammel")
    new = built(release(NEW), "Ny")
    (left,) = new.clean(NOW + GRACE / 2)
    assert not left.is_removed
    release(OLD)
    old.clean(LATER - timedelta(hours=1))
    release(NEW)
    (left,) = new.clean(LATER)
    assert not left.is_removed
    release(OLD)
    assert titles(old.search(ask())) == ["Gammel"]


def test_a_release_that_is_gone_for_a_day_leaves_nothing(release: Release) -> None:
    old = built(release(OLD), "Gammel")
    new = built(release(NEW), "Ny")
    (left,) = new.clean(LATER)
    assert left.is_removed
    assert new.clean(LATER) == []
    assert titles(new.search(ask())) == ["Ny"]
    assert new.position() == Position(1, "then")
    again = release(OLD)
    with pytest.raises(IndexUnusable):
        again.search(ask())
    built(again, "Bygget igen")
    assert titles(again.search(ask())) == ["Bygget igen"]
    assert old.position() == again.position()


def test_a_release_that_is_rolled_back_within_a_day_goes_on_where_it_was(release: Release) -> None:
    built(release(OLD), "Gammel")
    built(release(NEW), "Ny").clean(NOW + GRACE / 2)
    back = release(OLD)
    assert back.position() == Position(1, "then")
    assert titles(back.search(ask())) == ["Gammel"]


def test_one_that_never_said_that_it_is_used_has_its_day(release: Release, tmp_path: Path) -> None:
    """Those before this release didn't."""
    old = built(release(OLD), "Gammel")
    forget_mark(old)
    new = release(NEW)
    built(new, "Ny")
    assert [one.is_removed for one in new.clean(NOW)] == [False]
    assert [one.is_removed for one in new.clean(LATER)] == [True]


def test_who_follows_an_index_says_that_it_is_used(release: Release) -> None:
    forget_mark(built(release(OLD), "Gammel"))
    assert release(OLD).position() == Position(1, "then")
    new = built(release(NEW), "Ny")
    assert [one.is_removed for one in new.clean(LATER)] == [True]


def forget_mark(engine: Engine) -> None:
    if isinstance(engine, ElasticsearchEngine):
        client, own = engine._cluster.client, engine.builds.names
        client.delete(index=own.state, id=f"{own.live}.used")
    else:
        (engine.folder.path / "used").unlink()  # type: ignore[attr-defined]


def test_a_new_build_tidies_by_itself(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    built(release(OLD), "Gammel")
    new = release(NEW)
    monkeypatch.setattr(leftovers, "GRACE", timedelta(days=-1))
    built(new, "Ny")
    assert new.clean(NOW) == []
    assert titles(new.search(ask())) == ["Ny"]


def test_strangers_are_left_alone(tmp_path: Path) -> None:
    """Beside our folders lie others."""
    from cms.search.tantivy_engine import TantivyEngine

    for name in ("backup", "v1", "v1.2-notes", "v6.1-0123456789ab"):
        (tmp_path / name).mkdir()
    TantivyEngine(tmp_path).clean(NOW)
    TantivyEngine(tmp_path).clean(LATER)
    left = {path.name for path in tmp_path.iterdir()}
    assert {"backup", "v1", "v1.2-notes"} < left
    assert "v6.1-0123456789ab" not in left


@pytest.mark.elasticsearch
def test_other_installations_on_the_cluster_are_left_alone(tmp_path: Path) -> None:
    engine = on_elasticsearch(tmp_path)
    built(engine, "Vores")
    prefix = engine.builds.names.prefix
    client = engine._cluster.client
    foreign = (f"{prefix}-v2-v1.2-abc123-17f3.da", f"{prefix}-visitors", f"{prefix}x-v1.2-a-1.da")
    abandoned = f"{prefix}-v1.2-abc123-17f3.da"
    for index in (*foreign, abandoned):
        client.indices.create(index=index)
    try:
        assert [one.name for one in engine.clean(NOW)] == [abandoned.removesuffix(".da")]
        assert all(client.indices.exists(index=index) for index in foreign)
        assert not client.indices.exists(index=abandoned)
    finally:
        for index in foreign:
            client.indices.delete(index=index)


def test_names_tell_whose_they_are() -> None:
    ours = Names("jobunivers")
    build = ours.new_build()
    assert ours.is_ours(f"{build}.da")
    assert ours.schema_of(build) == ours.live
    assert abs(ours.made_at(build) - datetime.now(UTC)) < timedelta(minutes=1)
    assert not ours.is_ours(ours.state)
    assert not ours.is_ours(f"{Names('jobunivers-test').new_build()}.da")
