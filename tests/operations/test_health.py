"""What machines ask: whether the process lives, whether it can serve, and its figures."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from cms.operations import health
from cms.search.errors import IndexUnusable

STRANGE = "no-municipality.example"


def test_live_needs_no_host_no_session_and_no_database() -> None:
    answer = Client(SERVER_NAME=STRANGE).get("/sundhed/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})
    assert not answer.cookies


@pytest.mark.django_db
def test_ready_names_each_part(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(health.PROBES, "search", (lambda: None, False))
    answer = Client(SERVER_NAME=STRANGE).get("/sundhed/ready")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "search": "ok", "media": "ok"}


@pytest.mark.parametrize(
    ("part", "fault", "status"),
    [("database", OperationalError("host=secret"), 503), ("search", IndexUnusable("x"), 200)],
)
def test_a_part_that_is_away_is_told_and_nothing_else(
    part: str, fault: Exception, status: int, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    def broken() -> None:
        raise fault

    settings.MEDIA_ROOT = tmp_path
    for name, (_probe, is_needed) in list(health.PROBES.items()):
        probe = broken if name == part else (lambda: None)
        monkeypatch.setitem(health.PROBES, name, (probe, is_needed))
    answer = Client(SERVER_NAME=STRANGE).get("/sundhed/ready")
    assert answer.status_code == status
    assert answer.json()["parts"][part] == type(fault).__name__
    assert b"secret" not in answer.content


def test_figures_are_for_those_let_in(settings: Any, db: None) -> None:
    client = Client(SERVER_NAME=STRANGE)
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a-token-of-this-test"
    wrong = client.get("/metrics", headers={"Authorization": "Bearer another"})
    assert wrong.status_code == 404
    right = client.get("/metrics", headers={"Authorization": "Bearer a-token-of-this-test"})
    assert right.status_code == 200
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = "", ["127.0.0.0/8"]
    assert client.get("/metrics").status_code == 200
    settings.METRICS_ADDRESSES = ["10.0.0.0/8"]
    assert client.get("/metrics").status_code == 404


def test_requests_are_counted_by_route(settings: Any, db: None) -> None:
    settings.METRICS_TOKEN = "a-token-of-this-test"
    client = Client(SERVER_NAME="localhost")
    client.get("/graphql/?query={__typename}")
    client.get("/no-such-page-of-karoline/")
    said = client.get(
        "/metrics", headers={"Authorization": "Bearer a-token-of-this-test"}
    ).content.decode()
    assert 'cms_requests_total{method="GET",route="graphql/",status="' in said
    assert "karoline" not in said
    for name in ("cms_database_up 1.0", "cms_search_changes_behind", "cms_letters_late_seconds"):
        assert name in said
