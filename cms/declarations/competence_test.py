"""A short test of what somebody can do: `citizens/competence_test.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from cms.declarations import yaml_file
from cms.declarations.findings import Finding, problems_of
from cms.declarations.model import LANGUAGES, Name, Strict, Text, Vocabulary
from cms.declarations.problems import DeclarationError, did_you_mean
from cms.declarations.purposes import Purpose


class Reply(Strict):
    """One answer that every question takes, and what it counts."""

    text: Text
    points: int = Field(ge=0, le=10)


class TestQuestion(Strict):
    """A question, and the terms that it points at."""

    # Not a test of pytest's.
    __test__ = False

    text: Text
    help: Text | None = None
    shows: list[str] = Field(min_length=1, description="Slugs of the vocabulary's terms")


class CompetenceTest(Strict):
    """The whole of `citizens/competence_test.yaml`."""

    vocabulary: Name
    consent: Name = Field(description="The purpose of purposes.yaml on which answers are kept")
    enough: int = Field(ge=1, description="How many points put a term on the citizen's page")
    scoring: Text = Field(description="How it is counted, in plain words, for the citizen")
    scale: dict[Name, Reply] = Field(min_length=2)
    questions: dict[Name, TestQuestion] = Field(min_length=1, max_length=30)


def read_competence_test(
    path: Path, vocabularies: Mapping[str, Vocabulary], purposes: Mapping[str, Purpose]
) -> CompetenceTest:
    """The declared test. Raises DeclarationError with every mistake in the file."""
    test = yaml_file.read(path, CompetenceTest)
    findings = [*_names(test, vocabularies, purposes), *_untranslated(test)]
    problems = list(problems_of(path, findings, shown=path.name))
    if problems:
        raise DeclarationError(problems)
    return test


def _names(
    test: CompetenceTest, vocabularies: Mapping[str, Vocabulary], purposes: Mapping[str, Purpose]
) -> Iterator[Finding]:
    if test.consent not in purposes:
        fix = did_you_mean(test.consent, purposes)
        yield ("consent",), f"there is no purpose {test.consent}", fix
    vocabulary = vocabularies.get(test.vocabulary)
    if vocabulary is None:
        fix = did_you_mean(test.vocabulary, vocabularies)
        yield ("vocabulary",), f"there is no vocabulary {test.vocabulary}", fix
        return
    terms = {term.slug for term in vocabulary.terms}
    for name, question in test.questions.items():
        for slug in question.shows:
            if slug not in terms:
                fix = did_you_mean(slug, terms)
                yield ("questions", name, "shows"), f"there is no term {slug}", fix
    if max(reply.points for reply in test.scale.values()) == 0:
        yield ("scale",), "no answer counts, so nothing is ever found", "give an answer points"


def _untranslated(test: CompetenceTest) -> Iterator[Finding]:
    texts: dict[tuple[str, ...], Text] = {("scoring",): test.scoring}
    texts |= {("scale", name, "text"): reply.text for name, reply in test.scale.items()}
    for name, question in test.questions.items():
        texts["questions", name, "text"] = question.text
        if question.help:
            texts["questions", name, "help"] = question.help
    for place, text in texts.items():
        for language in LANGUAGES:
            if not getattr(text, language):
                reason = f"citizens read it, and it isn't said in {language}"
                yield place, reason, f'add `{language}: "…"`'
