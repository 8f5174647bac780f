"""What the platform may know about a citizen, declared one attribute at a time.

From one attribute follow the screening question, the profile page, the words that rules
may use, and the export and erasure of one's own data.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from cms.declarations.model import Name, Strict, Text

AttributeKind = Literal[
    "choice",
    "choices",
    "terms",
    "number",
    "date",
    "yes_no",
    "language",
    "languages",
    "text",
]
Role = Literal["citizen", "journey_assistant", "job_adviser", "personal_job_consultant"]
Sensitivity = Literal["ordinary", "confidential", "sensitive"]
Calculation = Literal["years_since", "months_since", "days_since"]

KINDS_WITH_SEVERAL_ANSWERS: frozenset[AttributeKind] = frozenset({"choices", "terms", "languages"})
# What a calculation works on: a year is a whole number, months and days are counted from a date.
SOURCE_KINDS: dict[Calculation, AttributeKind] = {
    "years_since": "number",
    "months_since": "date",
    "days_since": "date",
}


class Derivation(Strict):
    """A fact worked out from another attribute on the day it is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Name = Field(alias="from", description="The attribute it is worked out from")
    as_: Calculation = Field(alias="as", description="How")


class Boost(Strict):
    """The citizen's own choice lifts items marked with it; the reason has a place for {value}."""

    weight: int = Field(ge=1, le=100, description="How much, beside the weights of rules")
    reason: Text


class Attribute(Strict):
    """One thing that may be known about a citizen, and on which terms."""

    kind: AttributeKind
    label: Text = Field(description="Its short name, as on the profile page")
    question: Text | None = Field(None, description="The question the citizen meets")
    help: Text | None = None
    choices: dict[Name, Text] | None = Field(None, description="Answers of choice and choices")
    drawings: dict[str, str] | None = Field(None, description="A picture for a choice or a term")
    exclusive: Name | None = Field(None, description="A choice that can't stand with others")
    vocabulary: Name | None = Field(None, description="Vocabulary of terms")
    min: int | None = Field(None, description="Smallest number")
    max: int | None = Field(None, description="Largest number")
    max_length: int | None = Field(None, ge=1, le=2_000, description="Most signs of a text")
    screening: int | None = Field(None, ge=1, description="Place in the first log-in's questions")
    sets_language: bool = Field(False, description="The answer is also the site's language")
    derived: Derivation | None = Field(None, description="Worked out instead of asked")
    sentence: Text | None = Field(None, description="Said of a citizen in a rule, with {value}")
    boost: Boost | None = Field(None, description="Lifts items marked with the citizen's choice")
    purpose: Text = Field(description="What the answer is used for, said to the citizen")
    legal_basis: Text
    sensitivity: Sensitivity
    retention: int = Field(ge=1, le=3_650, description="Days after the last activity")
    who_may_see: list[Role] = Field(min_length=1)

    @property
    def takes_several(self) -> bool:
        """Whether one citizen can have several answers at once."""
        return self.kind in KINDS_WITH_SEVERAL_ANSWERS

    @property
    def is_asked(self) -> bool:
        """Whether a citizen answers it, as opposed to its being worked out."""
        return self.derived is None


class AttributeFile(Strict):
    """The whole of `citizens/attributes.yaml`."""

    attributes: dict[Name, Attribute] = Field(min_length=1)
