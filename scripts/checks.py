"""Everything that must hold, one step after another. `make test` and `make lint` run this.

Every step runs even when an earlier one failed, so that one run shows all there is to mend.
"""

import os
import subprocess
import sys
import time

from scripts.steps import ROOT

PYTHON = sys.executable
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
LINT: dict[str, list[str]] = {
    "ruff: faults and habits": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "ruff: layout": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy: types": [PYTHON, "-m", "mypy", "--no-error-summary"],
    "the house: imports only go down": [".venv/bin/lint-imports", "--no-logo"],
}
CONTRACTS: dict[str, list[str]] = {
    "declarations: content check": [PYTHON, "manage.py", "content", "check"],
    "themes: contrast and files": [PYTHON, "-m", "cms.theming"],
    "GraphQL: the schema's file": [PYTHON, "manage.py", "graphql_schema", "--check"],
    "tables: no migration is missing": [
        PYTHON,
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
    ],
}
# A browser that waited in vain on a busy machine is asked once more, and the end says which test it
# was (docs/decisions/late-browsers-are-asked-again.md). Nothing else is tried twice.
WAITED = "TimeoutError: |AssertionError: (Locator|Page) expected"
LATE = ["--reruns", "1", "--only-rerun", WAITED, "-r", "fER"]
PYTEST = [PYTHON, "-m", "pytest", "--numprocesses", "2", "--dist", "loadgroup", "--quiet", *LATE]
NO_SERVER = "not elasticsearch and not redis"
# What goes furthest into the database: statements of our own, triggers, locks, and the API.
ON_POSTGRESQL = [
    "api",
    "pushes",
    "rights",
    "library",
    "municipalities",
    "history",
    "events",
    "stamps",
    "acceptance/api_and_search/test_01_both_executors_agree.py",
    "acceptance/api_and_search/test_06_backup_wipe_restore.py",
    "webhooks",
    "acceptance/portal/test_02_five_hundred_at_once.py",
    "databases",
    "documents",
    "capabilities/application",
    "capabilities/launch",
    "capabilities/series",
    "capabilities/test_own.py",
]


def beside(services: str, command: list[str]) -> list[str]:
    """A command that runs while these services are up."""
    return ["env", f"SERVICES={services}", "scripts/services.sh", "run", "--", *command]


TESTS: dict[str, list[str]] = {
    "pytest": [*PYTEST, "-m", NO_SERVER],
    # One of them stops the server, and the others would miss it.
    "pytest on Elasticsearch and Redis": beside(
        "elasticsearch redis", [PYTHON, "-m", "pytest", "--quiet", "-m", "elasticsearch or redis"]
    ),
    "pytest on PostgreSQL": beside(
        "postgresql",
        [*PYTEST, "-m", NO_SERVER, *(f"tests/{name}" for name in ON_POSTGRESQL)],
    ),
}


def environment() -> dict[str, str]:
    """What every step is told. Bytecode is kept, whatever the machine says.

    Most steps start Python many times over, and compiling takes longer than the rest of a start.
    """
    kept = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    return kept | {"CMS_ENVIRONMENT": "test"}


def main(which: str) -> int:
    """Run the steps and end with one line that says how it went."""
    steps = LINT if which == "lint" else LINT | CONTRACTS | TESTS
    start = time.monotonic()
    failed = [title for title, command in steps.items() if not passes(title, command)]
    seconds = time.monotonic() - start
    for title in failed:
        print(f"FAILED: {title}")
    print(f"{len(steps) - len(failed)} of {len(steps)} steps passed in {seconds:.0f} s")
    return 1 if failed else 0


def passes(title: str, command: list[str]) -> bool:
    """Run one step and show how it went; its own words only where it failed, pytest's always."""
    start = time.monotonic()
    quiet = not title.startswith("pytest")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode and quiet:
        print(done.stdout)
    mark = "FAILED" if done.returncode else "ok"
    print(f"  {mark:6}  {title} ({time.monotonic() - start:.1f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "test"))
