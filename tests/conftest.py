"""What every test has at hand, and how a run sums itself up."""

import os
import random
import secrets
import sys
from collections import Counter

import pytest
from hypothesis import settings as hypothesis_settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a file's tests that share a running site or browser run in one process, one by one."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if "browser" in names or "live_site" in names:
            item.add_marker(pytest.mark.xdist_group(f"site {item.path}"))
        # Files of such tests say so themselves; of those that try every engine it is the one's.
        if "elasticsearch]" in item.nodeid or "[elasticsearch" in item.nodeid:
            item.add_marker(pytest.mark.elasticsearch)


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
