"""A journey: the states a citizen can be in, and what moves from one to another."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from cms.declarations.attributes import Role
from cms.declarations.model import Name, Strict, Text


class JourneyState(Strict):
    """Where a citizen can be."""

    label: Text = Field(description="Said to the citizen")


class Proposes(Strict):
    """A move with consequences: a person decides, and both read why."""

    staff: Text = Field(description="What the staff is asked")
    citizen: Text = Field(description="What the citizen reads meanwhile")
    attaches: Role | None = Field(None, description="A person of this role then follows one")
    stands_days: int = Field(30, ge=1, le=365, description="Undecided it is withdrawn after these")
    again_after_days: int = Field(30, ge=1, le=365, description="Not asked again before, after no")


class JourneyMove(Strict):
    """What moves a citizen from some states to another."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: Name
    from_: list[Name] = Field(alias="from", min_length=1)
    to: Name
    when: dict[str, Any] = Field(description="A rule, as audiences have")
    after_days: int = Field(0, ge=0, le=3_650, description="How long one has been in the state")
    reason: Text = Field(description="Why, said to the citizen and to the staff")
    proposes: Proposes | None = None
    push: Name | None = Field(None, description="The kind of push that is sent with it")


class Journey(Strict):
    """One journey; every citizen begins in its first state."""

    name: Name
    labels: Text
    purpose: Text = Field(description="Why the municipality follows this, said to the citizen")
    start: Name
    states: dict[Name, JourneyState] = Field(min_length=2)
    moves: list[JourneyMove] = Field(min_length=1)

    def move(self, name: str) -> JourneyMove | None:
        """The move with a name, or None."""
        return next((move for move in self.moves if move.name == name), None)
