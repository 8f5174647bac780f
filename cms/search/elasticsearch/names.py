"""What our indices and aliases are called.

    jobunivers-v1.1-0f3c2a            alias: the live build of this schema
    jobunivers-v1.1-0f3c2a-17f3       alias: one build, all its languages
    jobunivers-v1.1-0f3c2a-17f3.da    index: a build's documents in Danish
    jobunivers-state                  index: positions, leases, what builds learnt

A changed schema has an alias of its own, so an older process goes on with what it knows.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from cms.search.analysis import analyser
from cms.search.analysis.lists import digest_of_lists

# Raise it when the mapping or what is indexed changes: a new build is then made.
VERSION = 2
INDEX_LANGUAGES = ("da", "en", "ar", "ru")
OTHER_LANGUAGES = "other"
_FITTING = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True)
class Names:
    """The names of one installation on a cluster that others may use as well."""

    prefix: str

    def __post_init__(self) -> None:
        if not _FITTING.fullmatch(self.prefix):
            raise ValueError(
                f"{self.prefix!r} can't begin the names of indices. "
                "Use small letters, digits and hyphens."
            )

    @property
    def state(self) -> str:
        """The index of positions and leases."""
        return f"{self.prefix}-state"

    @property
    def live(self) -> str:
        """The alias of the live build."""
        return f"{self.prefix}-v{VERSION}.{analyser.VERSION}-{digest_of_lists()}"

    def new_build(self) -> str:
        """A name that no build has had."""
        return f"{self.live}-{time.time_ns():x}"

    def is_ours(self, index: str) -> bool:
        """Whether it is an index of this installation's documents, of whichever release."""
        ours = rf"{re.escape(self.prefix)}-v\d+\.\d+-[0-9a-f]+-[0-9a-f]+\.[a-z]+"
        return re.fullmatch(ours, index) is not None

    @staticmethod
    def schema_of(build: str) -> str:
        """The alias of the live build of the release that made this build."""
        return build.rpartition("-")[0]

    @staticmethod
    def made_at(build: str) -> datetime:
        """When a build was begun."""
        return datetime.fromtimestamp(int(build.rpartition("-")[2], 16) / 1e9, UTC)


def index_of(build: str, language: str) -> str:
    """The index of a build that holds the documents in a language."""
    known = language if language in INDEX_LANGUAGES else OTHER_LANGUAGES
    return f"{build}.{known}"


def build_of(index: str) -> str:
    """The build that an index belongs to."""
    return index.rpartition(".")[0]


def door_of(index: str) -> str:
    """The alias through which an index is written.

    A write to an alias that is gone fails; one to an index that is gone would make a new one,
    with a mapping that Elasticsearch guesses.
    """
    return f"{index}.write"
