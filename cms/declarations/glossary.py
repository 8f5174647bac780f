"""Words of the field that the portal explains wherever they stand: `citizens/glossary.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from cms.declarations import yaml_file
from cms.declarations.findings import Finding, problems_of
from cms.declarations.model import LANGUAGES, Language, Name, Strict, Text
from cms.declarations.problems import DeclarationError


class Explained(Strict):
    """A word, the forms in which it stands in a text, and what it means, in plain words.

    The word itself is always one of its forms. Small and capital letters are alike.
    """

    word: Text
    means: Text
    forms: dict[Language, list[str]] = Field(default_factory=dict)

    def all_forms(self, language: str) -> tuple[str, ...]:
        """How it may stand in a text in this language; none where it has no word in it."""
        own = getattr(self.word, language, None)
        return (*((own,) if own else ()), *self.forms.get(language, ()))  # type: ignore[call-overload]


class GlossaryFile(Strict):
    """The whole of `citizens/glossary.yaml`."""

    words: dict[Name, Explained] = Field(min_length=1)


def read_glossary(path: Path) -> dict[str, Explained]:
    """The words by name, in the file's order. Raises DeclarationError with every mistake."""
    words = yaml_file.read(path, GlossaryFile).words
    problems = list(problems_of(path, _findings(words), shown=path.name, below=("words",)))
    if problems:
        raise DeclarationError(problems)
    return words


def _findings(words: Mapping[str, Explained]) -> Iterator[Finding]:
    for name, explained in words.items():
        for part in ("word", "means"):
            for language in LANGUAGES:
                if not getattr(getattr(explained, part), language):
                    reason = f"citizens read it, and it isn't said in {language}"
                    yield (name, part), reason, f'add `{language}: "…"`'
    for language in LANGUAGES:
        yield from _twice(words, language)


def _twice(words: Mapping[str, Explained], language: str) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for name, explained in words.items():
        for form in explained.all_forms(language):
            first = owner.setdefault(form.casefold(), name)
            if first != name:
                yield (name, "forms"), f"“{form}” is explained by {first}", "keep one of the two"
