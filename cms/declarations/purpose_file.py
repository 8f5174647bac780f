"""Reads `citizens/purposes.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cms.declarations import yaml_file
from cms.declarations.attributes import Attribute
from cms.declarations.findings import Finding, problems_of
from cms.declarations.problems import DeclarationError
from cms.declarations.purposes import Purpose, PurposeFile


def read_purposes(path: Path, attributes: Mapping[str, Attribute]) -> dict[str, Purpose]:
    """The declared purposes by name, in the file's own order.

    Raises:
        DeclarationError: with every mistake in the file.
    """
    purposes = yaml_file.read(path, PurposeFile).purposes
    findings = _findings(purposes, attributes)
    problems = list(problems_of(path, findings, shown=path.name, below=("purposes",)))
    if problems:
        raise DeclarationError(problems)
    return purposes


def _findings(
    purposes: Mapping[str, Purpose], attributes: Mapping[str, Attribute]
) -> Iterator[Finding]:
    holders: dict[str, str] = {}
    for name, purpose in purposes.items():
        if purpose.covers == "ordinary":
            fix = "remove covers, or write sensitive"
            yield (name, "covers"), "ordinary answers stand on no consent", fix
        elif purpose.covers:
            first = holders.setdefault(purpose.covers, name)
            if first != name:
                reason = f"{first} already covers {purpose.covers} answers"
                yield (name, "covers"), reason, "remove covers from one of the two"
    for name, attribute in attributes.items():
        if attribute.sensitivity == "sensitive" and "sensitive" not in holders:
            reason = f"{name} is sensitive, and no purpose covers it"
            yield (), reason, "write covers: sensitive at the purpose that asks for it"
            return
