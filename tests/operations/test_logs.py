"""Logs are lines of JSON that name the request, and nobody."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.test import Client

from cms.operations.logs import JSONFormatter
from cms.operations.middleware import HEADER
from scripts.steps import ROOT
from tests.support.production import OPERATOR

SECRET = "010190-no-one"


def line_of(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = json.loads(JSONFormatter().format(record))
    return found


def test_a_request_keeps_the_name_it_came_with_or_gets_one() -> None:
    client = Client()
    named = client.get("/sundhed/live", headers={HEADER: "abc-12345678"})
    assert named.headers[HEADER] == "abc-12345678"
    for bad in ("", "short", 'x" injected', "y" * 65):
        given = client.get("/sundhed/live", headers={HEADER: bad}).headers[HEADER]
        assert given != bad and len(given) == 32


def test_the_route_is_logged_and_never_the_path(caplog: pytest.LogCaptureFixture, db: None) -> None:
    with caplog.at_level(logging.INFO):
        Client(SERVER_NAME="localhost").get(f"/{SECRET}/?civil={SECRET}")
    lines = [JSONFormatter().format(record) for record in caplog.records]
    assert any('"logger": "cms.requests"' in line for line in lines), lines
    assert not [line for line in lines if SECRET in line]


def test_what_a_database_says_of_values_is_left_out() -> None:
    try:
        raise ValueError(f"duplicate key\nDETAIL:  Key (subject)=({SECRET}) already exists.")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "x", 1, "It failed", (), sys.exc_info()
        )
    said = line_of(record)
    assert "duplicate key" in str(said["fault"])
    assert SECRET not in str(said)


ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


def test_production_has_no_warning() -> None:
    """`check --deploy` with an operator's settings is clean."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        # A browser that another test has open sets this.
        env={name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE} | OPERATOR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
