"""Which facts a rule may speak of, and how each can be held against a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cms.citizens.rule_words import Word
from cms.personalisation.rule import Operator

Labels = Mapping[str, str]
YES, NO = "yes", "no"
# The arguments of words that point at one item; a slug belongs to a type.
TYPE, SLUG = "type", "slug"


class FactKind(StrEnum):
    """The shape of a fact's value in memory: text, a set of texts, a Decimal, a date, text."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Storage(StrEnum):
    """Where a fact is kept: among the citizen's answers, on the citizen itself, or nowhere."""

    ANSWER = "answer"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    # A moment on the citizen; `Fact.column` says which.
    MOMENT = "moment"
    # The day itself, the same for everybody.
    TODAY = "today"


# Where on the citizen a fact of its own is read.
CITIZEN_COLUMNS = {Storage.MUNICIPALITY: "municipality__slug", Storage.LANGUAGE: "language"}


class Counting(StrEnum):
    """How a fact is worked out from another on the day it is asked for."""

    DAYS_SINCE_DATE = "days_since"
    MONTHS_SINCE_DATE = "months_since"
    YEARS_SINCE_YEAR = "years_since"


class Unit(StrEnum):
    """What a counted fact counts; a sentence needs it to say "6 months"."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    NONE = ""


_CHOICE_OPERATORS = (
    Operator.IS,
    Operator.IS_NOT,
    Operator.ANY_OF,
    Operator.NONE_OF,
    Operator.KNOWN,
    Operator.UNKNOWN,
)
_RANGE_OPERATORS = (*_CHOICE_OPERATORS, Operator.AT_LEAST, Operator.AT_MOST)
OPERATORS: Mapping[FactKind, tuple[Operator, ...]] = {
    FactKind.ONE: _CHOICE_OPERATORS,
    FactKind.MANY: _CHOICE_OPERATORS,
    FactKind.NUMBER: _RANGE_OPERATORS,
    FactKind.DATE: _RANGE_OPERATORS,
    # Free text is for people; a rule may only ask whether there is any.
    FactKind.TEXT: (Operator.KNOWN, Operator.UNKNOWN),
}


@dataclass(frozen=True)
class Counted:
    """A fact worked out from another: the source's name and the way of counting."""

    source: str
    way: Counting


@dataclass(frozen=True)
class Fact:
    """One thing that may be known about a citizen.

    ``choices`` are the allowed values with their labels; empty means any value.
    ``phrases`` say the fact in a sentence, with ``{value}`` where the value goes.
    """

    name: str
    kind: FactKind
    labels: Labels = field(default_factory=dict)
    choices: Mapping[str, Labels] = field(default_factory=dict)
    phrases: Labels = field(default_factory=dict)
    counted: Counted | None = None
    unit: Unit = Unit.NONE
    storage: Storage = Storage.ANSWER
    column: str = ""
    vocabulary: str = ""
    has_proper_names: bool = False

    @property
    def is_yes_no(self) -> bool:
        """Whether the answers are exactly yes and no."""
        return set(self.choices) == {YES, NO}

    @property
    def operators(self) -> tuple[Operator, ...]:
        """The operators that make sense for this kind."""
        return OPERATORS[self.kind]


@dataclass(frozen=True)
class Vocabulary:
    """Everything a rule may name: facts, capability words and other audiences' labels.

    ``arguments`` are the allowed values of a word's arguments with their labels, by the
    argument's name; an argument that is not there takes any text. ``titles`` are what items are
    called, by ``type/slug``, for those that rules name.
    """

    facts: Mapping[str, Fact]
    words: Mapping[str, Word] = field(default_factory=dict)
    audiences: Mapping[str, Labels] = field(default_factory=dict)
    arguments: Mapping[str, Mapping[str, Labels]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def title_of(self, arguments: Mapping[str, object]) -> str:
        """Give the title of the item that arguments point at, or "" where it says too little.

        A title that another item of the type bears, or that is another's slug, says too little.
        """
        kind, slug = arguments.get(TYPE), arguments.get(SLUG)
        title = self.titles.get(f"{kind}/{slug}", "")
        same = [key for key, other in self.titles.items() if other == title]
        is_clear = len([key for key in same if key.startswith(f"{kind}/")]) == 1
        return title if is_clear and f"{kind}/{title}" not in self.titles else ""
