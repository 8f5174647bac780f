"""The servers that some tests need: where they are, or why a test is skipped."""

from __future__ import annotations

import os

import pytest


def elasticsearch_address() -> str:
    """Where Elasticsearch is. Skips the test without one; fails it where CI is true."""
    return _address("ELASTICSEARCH_URL", "Elasticsearch")


def redis_address() -> str:
    """Where Redis is. Skips the test without one; fails it where CI is true."""
    return _address("REDIS_URL", "Redis")


def _address(variable: str, name: str) -> str:
    found = os.environ.get(variable, "")
    if found:
        return found
    reason = f"{name} is needed: eval $(scripts/services.sh start) sets {variable}."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
