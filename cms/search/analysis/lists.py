"""Reads the shipped word lists in cms/search/words."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from cms.search.analysis.folding import fold

FOLDER = Path(__file__).parent.parent / "words"


def _lines(language: str, name: str) -> list[str]:
    path = FOLDER / language / f"{name}.txt"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def base_words(language: str) -> tuple[str, ...]:
    """Words that compounds are made of, as they are spelt."""
    return tuple(sorted({word for line in _lines(language, "base") for word in line.split()}))


@cache
def irregular_forms(language: str) -> dict[str, str]:
    """Folded form → folded word it belongs to; the word maps to itself."""
    forms: dict[str, str] = {}
    for line in _lines(language, "forms"):
        word, _, inflected = line.partition(":")
        for form in (word, *inflected.split()):
            forms.setdefault(fold(form.strip()), fold(word.strip()))
    return forms


@cache
def spelt_forms(language: str) -> tuple[str, ...]:
    """The irregular forms as they are spelt."""
    lines = (line.replace(":", " ") for line in _lines(language, "forms"))
    return tuple(sorted({form for line in lines for form in line.split()}))


@cache
def small_words(language: str) -> frozenset[str]:
    """Folded words that say nothing about what is sought."""
    return frozenset(fold(word) for line in _lines(language, "stop") for word in line.split())


@cache
def shipped_synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words and phrases that mean the same, of every language."""
    lines = (
        line for folder in sorted(FOLDER.iterdir()) for line in _lines(folder.name, "synonyms")
    )
    groups = ([part.strip() for part in line.split(",")] for line in lines)
    return tuple(tuple(part for part in group if part) for group in groups)


def digest_of_lists() -> str:
    """Changes when a word list that an index depends on does."""
    digest = blake2b(digest_size=6)
    for path in sorted(FOLDER.glob("*/*.txt")):
        if path.stem != "synonyms":  # synonyms are applied to the question, not to the index
            digest.update(path.read_bytes())
    return digest.hexdigest()
