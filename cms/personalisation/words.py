"""Words that capabilities bring to rules: "has completed …", "has signed up for …".

A capability, or another floor below this one, cannot know it. It only declares its words, in a
module ``words`` of its package, as a tuple ``WORDS``; they are collected when Django starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from cms.citizens.rule_words import Word

HOUSE = "cms."

_words: dict[str, Word] = {}


def register(word: Word) -> None:
    """Add a word. Raises ValueError when another word already has its name."""
    if _words.setdefault(word.name, word) is not word:
        message = f"Two capabilities bring the rule word '{word.name}'. Rename one of them."
        raise ValueError(message)


def all_words() -> Mapping[str, Word]:
    """Give every registered word by its name."""
    return _words


def collect() -> None:
    """Register the words of every installed floor and capability."""
    for config in apps.get_app_configs():
        if config.name.startswith(HOUSE) and find_spec(f"{config.name}.words"):
            for word in getattr(import_module(f"{config.name}.words"), "WORDS", ()):
                register(word)
