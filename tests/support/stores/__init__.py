"""Where the tests' databases are: as files of SQLite, or on the server that DATABASE_URL names."""

import os
from functools import cache
from typing import Protocol

import pytest


class Store(Protocol):
    """Databases by their places: a file's path, or a name on a server."""

    vendor: str

    def kept(self, name: str) -> str:
        """The place of what every process and later run shares."""

    def own(self, name: str) -> str:
        """The place of this process' own database of that name; gone when the process ends."""

    def exists(self, place: str) -> bool:
        """Whether there is a database."""

    def create(self, place: str) -> None:
        """Make an empty one."""

    def copy(self, source: str, target: str) -> None:
        """Write the one over the other; nobody may be connected to either."""

    def move(self, source: str, target: str) -> None:
        """Give a database another place."""

    def remove_kept(self, beginning: str) -> None:
        """Remove what is kept under names that begin so."""

    def address(self, place: str) -> str:
        """What DATABASE_URL is for a process that works on it."""


@cache
def store() -> Store:
    """The one that this run is on."""
    address = os.environ.get("DATABASE_URL", "")
    if address.startswith(("postgres://", "postgresql://")):
        from tests.support.stores.postgresql import PostgreSQLStore

        return PostgreSQLStore(address)
    from tests.support.stores.files import FileStore

    return FileStore()


# For tests that open the database's file from outside, as no PostgreSQL can be.
opens_the_file = pytest.mark.skipif(
    store().vendor != "sqlite", reason="opens SQLite's file from outside"
)
