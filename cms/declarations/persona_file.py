"""Reads `citizens/personas.yaml` and tells every answer that no citizen could give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cms.declarations import yaml_file
from cms.declarations.attributes import Attribute
from cms.declarations.findings import Finding, problems_of
from cms.declarations.model import LANGUAGES, Vocabulary
from cms.declarations.personas import Persona, PersonaFile, Said
from cms.declarations.problems import DeclarationError, did_you_mean

YES_NO = ("yes", "no")


def read_personas(
    path: Path, attributes: Mapping[str, Attribute], vocabularies: Mapping[str, Vocabulary]
) -> dict[str, Persona]:
    """The declared personas by name, in the file's own order.

    Raises:
        DeclarationError: with every mistake in the file.
    """
    personas = yaml_file.read(path, PersonaFile).personas
    checker = _Checker(attributes, vocabularies)
    problems = [
        problem
        for name, persona in personas.items()
        for problem in problems_of(
            path, checker.findings(persona), shown=path.name, below=("personas", name)
        )
    ]
    if problems:
        raise DeclarationError(problems)
    return personas


class _Checker:
    """Holds what may be answered."""

    def __init__(
        self, attributes: Mapping[str, Attribute], vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self.attributes, self.vocabularies = attributes, vocabularies

    def findings(self, persona: Persona) -> Iterator[Finding]:
        for name, said in persona.answers.items():
            attribute = self.attributes.get(name)
            if attribute is None:
                fix = did_you_mean(name, self.attributes)
                yield ("answers", name), "there is no such attribute", fix
                continue
            for reason, fix in self._about_answer(attribute, said):
                yield ("answers", name), reason, fix
            if attribute.derived and attribute.derived.from_ in persona.answers:
                fix = f"remove {attribute.derived.from_}: it follows from {name}"
                yield ("answers", name), "is said twice", fix

    def _about_answer(self, attribute: Attribute, said: Said) -> Iterator[tuple[str, str]]:
        if attribute.takes_several != isinstance(said, list):
            fix = "write a list: [a, b]" if attribute.takes_several else "write one answer"
            yield f"{said!r} is no answer here", fix
        elif attribute.kind == "number":
            yield from _about_number(attribute, said)
        elif attribute.kind == "date":
            yield from self._about_date(attribute, said)
        elif (known := self._known(attribute)) is not None:
            for value in said if isinstance(said, list) else [said]:
                if _word(value) not in known:
                    yield f"{value!r} can't be chosen", did_you_mean(_word(value), known)

    def _about_date(self, attribute: Attribute, said: Said) -> Iterator[tuple[str, str]]:
        """A day stands still while the years go: what is worked out from it is said instead."""
        instead = [
            name
            for name, other in self.attributes.items()
            if other.derived and self.attributes.get(other.derived.from_) is attribute
        ]
        yield f"{said!r} would grow old", did_you_mean("", instead)

    def _known(self, attribute: Attribute) -> Iterable[str] | None:
        """What may be chosen; None where the language list of a higher floor decides, or text."""
        match attribute.kind:
            case "choice" | "choices":
                return attribute.choices or {}
            case "terms":
                vocabulary = self.vocabularies.get(attribute.vocabulary or "")
                return [term.slug for term in vocabulary.terms] if vocabulary else []
            case "yes_no":
                return YES_NO
            case "language":
                return LANGUAGES
        return None


def _about_number(attribute: Attribute, said: Said) -> Iterator[tuple[str, str]]:
    if isinstance(said, bool) or not isinstance(said, int):
        yield f"{said!r} is no number", "write a whole number"
        return
    if attribute.min is not None and said < attribute.min:
        yield f"{said} is too small", f"write at least {attribute.min}"
    if attribute.max is not None and said > attribute.max:
        yield f"{said} is too large", f"write at most {attribute.max}"


def _word(value: object) -> str:
    if isinstance(value, bool):
        return YES_NO[0] if value else YES_NO[1]
    return str(value)
