"""The declared test and its words, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cms.declarations import current
from cms.declarations.catalogue import current_competence_test
from cms.declarations.competence_test import CompetenceTest
from cms.declarations.model import LANGUAGES


class NoTest(LookupError):
    """This installation declares no test, so nobody has competences here."""


def the_test() -> CompetenceTest:
    """The declared test. Raises NoTest."""
    found = current_competence_test()
    if found is None:
        raise NoTest("There is no citizens/competence_test.yaml.")
    return found


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, str]]:
    """What each competence is called, by its slug and by language; none without a test."""
    test = current_competence_test()
    if test is None:
        return {}
    terms = current().vocabularies[test.vocabulary].terms
    return {
        term.slug: {language: term.labels.in_language(language) for language in LANGUAGES}
        for term in terms
    }


def label_of(slug: str, language: str) -> str:
    """What a competence is called; its slug where it is no longer declared."""
    names = labels().get(slug, {})
    return names.get(language) or names.get("da") or slug
