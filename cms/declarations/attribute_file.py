"""Reads `citizens/attributes.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cms.declarations import yaml_file
from cms.declarations.attributes import SOURCE_KINDS, Attribute, AttributeFile
from cms.declarations.findings import Finding, problems_of
from cms.declarations.model import Vocabulary
from cms.declarations.problems import DeclarationError, did_you_mean

# Which keys belong to which kinds of attribute; a key not named here goes with every kind.
KINDS_OF_KEYS: dict[str, frozenset[str]] = {
    "choices": frozenset({"choice", "choices"}),
    "drawings": frozenset({"choice", "choices", "terms"}),
    "exclusive": frozenset({"choices"}),
    "vocabulary": frozenset({"terms"}),
    "min": frozenset({"number"}),
    "max": frozenset({"number"}),
    "max_length": frozenset({"text"}),
    "sets_language": frozenset({"language"}),
}
NEEDED_BY_KIND = {"choice": "choices", "choices": "choices", "terms": "vocabulary"}


def read_attributes(path: Path, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Attribute]:
    """The declared attributes by name, in the file's own order.

    Raises:
        DeclarationError: with every mistake in the file.
    """
    attributes = yaml_file.read(path, AttributeFile).attributes
    findings = _findings(attributes, vocabularies)
    problems = list(problems_of(path, findings, shown=path.name, below=("attributes",)))
    if problems:
        raise DeclarationError(problems)
    return attributes


def _findings(
    attributes: Mapping[str, Attribute], vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Finding]:
    for name, attribute in attributes.items():
        yield from _about_keys(name, attribute)
        yield from _about_choices(name, attribute)
        yield from _about_drawings(name, attribute, vocabularies)
        yield from _about_question(name, attribute)
        yield from _about_source(name, attribute, attributes)
        if attribute.vocabulary and attribute.vocabulary not in vocabularies:
            reason = f"there is no vocabulary {attribute.vocabulary}"
            yield (name, "vocabulary"), reason, did_you_mean(attribute.vocabulary, vocabularies)
    yield from _about_order(attributes)


def _about_keys(name: str, attribute: Attribute) -> Iterator[Finding]:
    for key, kinds in KINDS_OF_KEYS.items():
        if getattr(attribute, key) and attribute.kind not in kinds:
            reason = f"{key} does not go with kind {attribute.kind}"
            yield (name, key), reason, f"remove it, or write kind: {sorted(kinds)[0]}"
    needed = NEEDED_BY_KIND.get(attribute.kind)
    if needed and not getattr(attribute, needed):
        yield (name, "kind"), f"kind {attribute.kind} needs {needed}", f"add `{needed}:`"
    if attribute.min is not None and attribute.max is not None and attribute.min > attribute.max:
        yield (name, "min"), "the smallest is larger than the largest", "swap min and max"


def _about_choices(name: str, attribute: Attribute) -> Iterator[Finding]:
    choices = attribute.choices or {}
    if attribute.exclusive and attribute.exclusive not in choices:
        fix = did_you_mean(attribute.exclusive, choices)
        yield (name, "exclusive"), f"{attribute.exclusive} is not a choice", fix


def _about_drawings(
    name: str, attribute: Attribute, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Finding]:
    known = set(attribute.choices or {})
    vocabulary = vocabularies.get(attribute.vocabulary or "")
    if vocabulary:
        known |= {term.slug for term in vocabulary.terms}
    for value in attribute.drawings or {}:
        if value not in known:
            yield (name, "drawings", value), "can't be chosen", did_you_mean(value, known)


def _about_question(name: str, attribute: Attribute) -> Iterator[Finding]:
    if attribute.is_asked and attribute.question is None:
        yield (name,), "nobody is asked and nothing is worked out", "add question: or derived:"
    if attribute.is_asked:
        return
    for key in ("question", "help", "screening"):
        if getattr(attribute, key):
            yield (name, key), "a derived attribute is not asked", f"remove {key}, or derived"
    if attribute.kind != "number":
        yield (name, "kind"), "a derived attribute is a number", "write kind: number"


def _about_source(
    name: str, attribute: Attribute, attributes: Mapping[str, Attribute]
) -> Iterator[Finding]:
    if attribute.derived is None:
        return
    place = (name, "derived", "from")
    source = attributes.get(attribute.derived.from_)
    needed = SOURCE_KINDS[attribute.derived.as_]
    if source is None:
        reason = f"there is no attribute {attribute.derived.from_}"
        yield place, reason, did_you_mean(attribute.derived.from_, attributes)
    elif source.kind != needed or not source.is_asked:
        reason = f"{attribute.derived.as_} works on an asked attribute of kind {needed}"
        yield place, reason, f"name an attribute of kind {needed}"


def _about_order(attributes: Mapping[str, Attribute]) -> Iterator[Finding]:
    holders: dict[int, str] = {}
    for name, attribute in attributes.items():
        if attribute.screening is None:
            continue
        first = holders.setdefault(attribute.screening, name)
        if first != name:
            reason = f"{first} already has place {attribute.screening}"
            yield (name, "screening"), reason, f"write {max(holders) + 10}, for instance"
