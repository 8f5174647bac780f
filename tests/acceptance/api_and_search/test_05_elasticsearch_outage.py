"""A real Elasticsearch killed under load, hung, its index deleted, its mapping changed.

Readers get an answer within a second all the while, and nothing that was published is lost.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale

from cms.search import engines, follower, services
from cms.search.elasticsearch import names
from cms.search.elasticsearch.connection import Cluster
from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.elasticsearch.names import Names, index_of
from cms.search.following import Following
from tests.acceptance.api_and_search import outages
from tests.acceptance.api_and_search.outages import (
    Load,
    found,
    is_in_use,
    on_the_server,
    server,
    wait_for,
)
from tests.search.conftest import remove_indices
from tests.search.library import item
from tests.support.services import elasticsearch_address

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def cluster(settings: Any, tmp_path: Path) -> Iterator[Cluster]:
    """An index of this test's own, followed by threads as in production."""
    address = elasticsearch_address()
    prefix = f"outage-{os.getpid()}"
    made = Cluster(address)
    remove_indices(made, f"{prefix}-*")
    engines._server.cache_clear()
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = address, prefix
    settings.SEARCH_INDEX_DIR, settings.SEARCH_FOLLOW = tmp_path / "search", True
    Locale.objects.get_or_create(language_code="da")
    item("Kursus i svejsning")
    services.rebuild()
    assert found("svejsning") == ["Kursus i svejsning"]
    wait_for(is_in_use)
    yield made
    follower.stop()
    engines._server.cache_clear()
    remove_indices(made, f"{prefix}-*")


@pytest.fixture
def own_server(cluster: Cluster) -> None:
    """The server is this checkout's own: somebody else's is not killed."""
    if outages.script("address") != elasticsearch_address():
        pytest.skip("ELASTICSEARCH_URL is not the server of scripts/services.sh: it is left alone.")


def check(load: Load) -> None:
    """Nobody met an error or waited for more than a second."""
    assert load.failures == []
    assert len(load.seconds) > 20
    assert max(load.seconds) < 1


@pytest.mark.usefixtures("own_server")
def test_killed_under_load_and_started_again() -> None:
    with Load() as load:
        outages.kill()
        item("Kursus i regnskab")
        is_published("Kursus i regnskab")
        wait_for(lambda: not is_in_use())
        item("Kursus i dansk")
        is_published("Kursus i dansk")
        outages.start()
        wait_for(is_in_use)
        assert on_the_server("regnskab") == ["Kursus i regnskab"]
        assert on_the_server("dansk") == ["Kursus i dansk"]
    check(load)


@pytest.mark.usefixtures("own_server")
def test_one_that_hangs_is_given_up_within_a_second() -> None:
    process = outages.process()
    with Load() as load:
        os.kill(process, signal.SIGSTOP)
        try:
            wait_for(lambda: not is_in_use())
            item("Kursus i regnskab")
            is_published("Kursus i regnskab")
        finally:
            os.kill(process, signal.SIGCONT)
        wait_for(is_in_use)
        wait_for(lambda: on_the_server("regnskab") == ["Kursus i regnskab"])
    check(load)


def test_a_red_index_is_not_asked(cluster: Cluster) -> None:
    index = index_of(server().builds.live().name, "da")
    nobody = {"index.routing.allocation.require._name": "nobody"}
    with Load() as load:
        cluster.client.indices.close(index=index)
        cluster.client.indices.put_settings(index=index, settings=nobody)
        cluster.client.indices.open(index=index, wait_for_active_shards="0")
        assert cluster.client.cluster.health(index=index)["status"] == "red"
        wait_for(lambda: not is_in_use())
        assert found("svejsning") == ["Kursus i svejsning"]
        nobody["index.routing.allocation.require._name"] = None  # type: ignore[assignment]
        cluster.client.indices.put_settings(index=index, settings=nobody)
        wait_for(is_in_use)
        assert on_the_server("svejsning") == ["Kursus i svejsning"]
    check(load)


def test_a_deleted_index_is_built_anew(cluster: Cluster) -> None:
    before = server().builds.live().name
    with Load() as load:
        cluster.client.indices.delete(index=index_of(before, "da"))
        cluster.client.indices.delete(index=server().builds.names.state)
        item("Kursus i regnskab")
        is_published("Kursus i regnskab")
        wait_for(lambda: server().builds.live_name() not in ("", before))
        wait_for(is_in_use)
        assert on_the_server("svejsning") == ["Kursus i svejsning"]
        assert on_the_server("regnskab") == ["Kursus i regnskab"]
    check(load)


def test_an_index_with_another_mapping_is_built_anew(cluster: Cluster) -> None:
    build = server().builds.live().name
    index = index_of(build, "da")
    with Load() as load:
        kept = cluster.client.indices.get_alias(index=index)[index]["aliases"]
        cluster.client.indices.delete(index=index)
        wrong = {"properties": {"shelf": {"type": "long"}}}
        cluster.client.indices.create(index=index, mappings=wrong, aliases=kept)
        wait_for(lambda: server().builds.live_name() not in ("", build))
        wait_for(is_in_use)
        assert on_the_server("svejsning") == ["Kursus i svejsning"]
    check(load)


def test_a_new_schema_is_built_beside_the_live_one(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = server()
    before = old.builds.live().name
    with Load() as load:
        monkeypatch.setattr(names, "VERSION", 10**6)
        newer = services_of(cluster)
        newer.rebuild()
        assert titles_of(newer) == ["Kursus i svejsning"]
        monkeypatch.undo()
        assert old.builds.look().name == before
        assert on_the_server("svejsning") == ["Kursus i svejsning"]
    check(load)


def test_many_changes_made_while_the_index_is_away_all_arrive(cluster: Cluster) -> None:
    before = server().builds.live().name
    with Load() as load:
        for number in range(30):
            item(f"Kursus nummer {number}")
            if number == 10:
                cluster.client.indices.delete(index=index_of(before, "da"))
        wait_for(is_in_use)
        wait_for(lambda: server().count() == 31)
        assert sorted(on_the_server("nummer")) == sorted(found("nummer"))
    check(load)


def is_published(title: str) -> None:
    """What was published is found within a second or two, whoever answers."""
    wait_for(lambda: found(title.rpartition(" ")[2]) == [title], seconds=2)


def services_of(cluster: Cluster) -> Following:
    """What a server with other code would use on the same cluster."""
    prefix = server().builds.names.prefix
    return Following("newer", ElasticsearchEngine(cluster, Names(prefix)))


def titles_of(following: Following) -> list[str]:
    """What it finds."""
    return outages.titles(following.engine.search(outages.ask("svejsning")))
