"""Databases on a PostgreSQL server, copied there by the server itself."""

import atexit
import hashlib
import os
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from scripts.steps import ROOT

# Two checkouts may share a server.
PREFIX = f"tests_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]}"


class PostgreSQLStore:
    """A place is a database's name."""

    vendor = "postgresql"

    def __init__(self, address: str) -> None:
        """`address` is of a database on the server, whose user may make others."""
        self._address = urlsplit(address)
        self._own = f"{PREFIX}_{os.getpid()}_"
        atexit.register(self._remove, self._own)

    def kept(self, name: str) -> str:
        """A name that says it is this checkout's."""
        return f"{PREFIX}_kept_{name}".replace("-", "_")

    def own(self, name: str) -> str:
        """A name that says it is this process'."""
        return self._own + name.replace("-", "_")

    def exists(self, place: str) -> bool:
        """Whether the server has it."""
        return place in self._names()

    def create(self, place: str) -> None:
        """Make an empty one."""
        self._say("CREATE DATABASE {}", place)

    def copy(self, source: str, target: str) -> None:
        """Let the server copy it, file by file."""
        self._drop(target)
        self._say("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", target, source)

    def move(self, source: str, target: str) -> None:
        """Rename the database."""
        self._say("ALTER DATABASE {} RENAME TO {}", source, target)

    def remove_kept(self, beginning: str) -> None:
        """Remove databases."""
        self._remove(self.kept(beginning))

    def address(self, place: str) -> str:
        """The server's address with the name."""
        return self._address._replace(path=f"/{place}").geturl()

    def _remove(self, beginning: str) -> None:
        for name in self._names():
            if name.startswith(beginning):
                self._drop(name)

    def _drop(self, name: str) -> None:
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _names(self) -> list[str]:
        with self._connected() as connection:
            return [name for (name,) in connection.execute("SELECT datname FROM pg_database")]

    def _say(self, statement: LiteralString, *names: str) -> None:
        with self._connected() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.address("postgres"), autocommit=True)
