"""What every test has at hand, and how a run sums itself up."""

import os
import random
import secrets
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from scripts.steps import ROOT

pytest_plugins = [
    "tests.support.database",
    "tests.support.nation",
    "tests.support.site",
    "tests.support.browser",
]

# Many tests start Python anew; compiling everything each time would take longer than they do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

SEED = int(os.environ.setdefault("TEST_SEED", str(secrets.randbelow(10**6))))
hypothesis_settings.register_profile("project", deadline=None, print_blob=True)
hypothesis_settings.load_profile("project")


def pytest_report_header() -> str:
    """Say the seed, so that a failing run can be repeated."""
    return f"seed: {SEED} (repeat with TEST_SEED={SEED}; hypothesis prints its own)"


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Start every test from the run's seed, whichever tests ran before it."""
    random.seed(SEED)


# Ahead of pytest-xdist, which reads the groups when it is its turn.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a file's tests that share something made once run in one process, one by one."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if "browser" in names or "live_site" in names or shares_with_its_file(item):
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(ROOT))))
        # Files of such tests say so themselves; of those that try every engine it is the one's.
        if "elasticsearch]" in item.nodeid or "[elasticsearch" in item.nodeid:
            item.add_marker(pytest.mark.elasticsearch)


def shares_with_its_file(item: pytest.Item) -> bool:
    """Whether the test uses what is made once for its file, which a second process makes again."""
    definitions: dict[str, Any] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    return any(found[-1].scope == "module" for found in definitions.values())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped, how many times and why."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("skipped, and why", bold=True, yellow=True)
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{count:4} x {reason}", yellow=True)
