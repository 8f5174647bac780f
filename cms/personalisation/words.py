"""Words that capabilities bring to rules: "has completed …", "has signed up for …".

A capability is on a floor below this one and cannot know it. It therefore only *declares* its
words, in a module ``words`` of its package, as a tuple ``WORDS``; this floor collects them
when Django starts (`collect`). Anything with the attributes of `Word` will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, runtime_checkable

from django.apps import apps
from django.db.models import Exists, Q

CAPABILITIES_PACKAGE = "cms.capabilities."
Arguments = Mapping[str, str]


@runtime_checkable
class WordLike(Protocol):
    """What the rules need of a word, however the capability builds it."""

    @property
    def name(self) -> str:
        """The key in the rule: ``completed``."""

    @property
    def arguments(self) -> Mapping[str, bool]:
        """The names that may stand under the key, and whether each is required."""

    @property
    def labels(self) -> Mapping[str, str]:
        """A sentence piece per language with the arguments in braces."""

    def gather(self, citizen: Any) -> object:
        """Read from the database, once per citizen, what `holds` will look in."""

    def holds(self, gathered: Any, arguments: Arguments) -> bool:
        """Answer in memory."""

    def exists(self, arguments: Arguments) -> Exists | Q:
        """Answer as a condition on citizens (``OuterRef("pk")`` is the citizen)."""


@dataclass(frozen=True)
class Word:
    """A word made of plain functions; see `WordLike` for what each must do."""

    name: str
    arguments: Mapping[str, bool]
    gather: Callable[[Any], object]
    holds: Callable[[Any, Arguments], bool]
    exists: Callable[[Arguments], Exists | Q]
    labels: Mapping[str, str] = field(default_factory=dict)


_words: dict[str, WordLike] = {}


def register(word: WordLike) -> None:
    """Add a word. Raises ValueError when another word already has its name."""
    present = _words.get(word.name)
    if present is not None and present is not word:
        message = f"Two capabilities bring the rule word '{word.name}'. Rename one of them."
        raise ValueError(message)
    _words[word.name] = word


def all_words() -> Mapping[str, WordLike]:
    """Give every registered word by its name."""
    return _words


def collect() -> None:
    """Register the words of every installed capability; called when Django is ready."""
    for config in apps.get_app_configs():
        if config.name.startswith(CAPABILITIES_PACKAGE) and find_spec(f"{config.name}.words"):
            declared: Iterable[WordLike] = import_module(f"{config.name}.words").WORDS
            for word in declared:
                register(word)
