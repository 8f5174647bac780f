"""The database that an operator has chosen, as Django's settings name it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url

SECONDS_OPEN = 600
dj_database_url.register("sqlite", "cms.databases.sqlite3")


def database_from(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """What `DATABASE_URL` says; else an SQLite file in the folder.

    Raises ValueError for an address of a kind that isn't known.
    """
    address = environment.get("DATABASE_URL") or f"sqlite:///{folder / 'database.sqlite3'}"
    chosen: dict[str, Any] = {**dj_database_url.parse(address, conn_max_age=SECONDS_OPEN)}
    is_a_file = chosen["ENGINE"].endswith("sqlite3")
    return chosen | _of_files(environment, folder) if is_a_file else chosen


def _of_files(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    # WAL lets readers go on while one writes; immediate transactions wait instead of failing.
    options = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        # What is erased is overwritten in the file, too.
        "PRAGMA secure_delete=ON;",
    }
    test = folder / f"test{environment.get('TEST_DATABASE_SUFFIX', '')}.sqlite3"
    return {"OPTIONS": options, "TEST": {"NAME": str(test)}}
