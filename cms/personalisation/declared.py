"""Makes the facts that rules may use of the declared attributes of citizens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language_info, override

from cms.citizens.declared import attributes, options
from cms.citizens.values import COLUMNS
from cms.competences.declared import labels
from cms.declarations import Text, current
from cms.declarations.attributes import Attribute
from cms.events.declared import kinds
from cms.personalisation.vocabulary import (
    Counted,
    Counting,
    Fact,
    FactKind,
    Labels,
    Storage,
    Unit,
)

MUNICIPALITY = "municipality"
_UNITS = {"years_since": Unit.YEARS, "months_since": Unit.MONTHS, "days_since": Unit.DAYS}
_LANGUAGE_KINDS = ("language", "languages")


@lru_cache(maxsize=1)
def declared_facts() -> Mapping[str, Fact]:
    """Every declared attribute as a fact, by name; read once a process."""
    return {name: fact_of(name, attribute) for name, attribute in attributes().items()}


def fact_of(name: str, attribute: Attribute) -> Fact:
    """Give one attribute as a fact."""
    derived = attribute.derived
    return Fact(
        name=name,
        kind=_kind(attribute),
        labels=_labels(attribute.label),
        choices=_choices(attribute),
        phrases=_labels(attribute.sentence) if attribute.sentence else {},
        counted=Counted(derived.from_, Counting(derived.as_)) if derived else None,
        unit=_UNITS[derived.as_] if derived else Unit.NONE,
        storage=Storage.LANGUAGE if attribute.sets_language else Storage.ANSWER,
        vocabulary=attribute.vocabulary or "",
        has_proper_names=attribute.kind in _LANGUAGE_KINDS,
    )


@lru_cache(maxsize=1)
def declared_types() -> Mapping[str, Labels]:
    """Every declared type with what one item of it is called, by language."""
    return {
        name: {
            language: declared.labels.in_language(language).one
            for language, _name in settings.LANGUAGES
        }
        for name, declared in current().content_types.items()
    }


@lru_cache(maxsize=1)
def declared_events() -> Mapping[str, Labels]:
    """Every declared kind of event with how it is said of a citizen, by language."""
    return {name: _labels(kind.sentence) for name, kind in kinds().items()}


def declared_competences() -> Mapping[str, Labels]:
    """Every declared competence with what it is called, by language."""
    return labels()


def municipality_fact(names: Mapping[str, str]) -> Fact:
    """Give the fact of where somebody is a citizen; ``names`` are names by slug."""
    return Fact(
        name=MUNICIPALITY,
        kind=FactKind.ONE,
        labels={"da": "Kommune", "en": "Municipality", "ar": "البلدية", "ru": "Муниципалитет"},
        choices={slug: {"da": name} for slug, name in names.items()},
        phrases={
            "da": "er borger i {value}",
            "en": "is a citizen of {value}",
            "ar": "مواطن في {value}",
            "ru": "живёт в муниципалитете {value}",
        },
        storage=Storage.MUNICIPALITY,
        has_proper_names=True,
    )


def _kind(attribute: Attribute) -> FactKind:
    column = COLUMNS[attribute.kind]
    if column == "choice":
        return FactKind.MANY if attribute.takes_several else FactKind.ONE
    return FactKind(column)


def _choices(attribute: Attribute) -> dict[str, Labels]:
    """The allowed values with their labels by language."""
    languages = [code for code, _name in settings.LANGUAGES]
    by_language = {language: options(attribute, language) for language in languages}
    if attribute.kind in _LANGUAGE_KINDS:
        # A language's options are named in themselves; a sentence names them in its own words.
        return {
            value: {language: language_name(value, language) for language in languages}
            for value in by_language[languages[0]]
        }
    return {
        value: {language: by_language[language][value] for language in languages}
        for value in by_language[languages[0]]
    }


def language_name(code: str, language: str) -> str:
    """Give a language's name in another language ("arabisk"), or its code when unknown."""
    with override(language):
        try:
            return str(get_language_info(code)["name_translated"])
        except KeyError:
            return code


def _labels(text: Text) -> Labels:
    return {language: words for language, words in text.model_dump().items() if words}
