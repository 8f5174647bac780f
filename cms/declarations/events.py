"""What may be remembered of what citizens do, declared one kind of event at a time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cms.declarations.model import Name, Strict, Text

About = Literal["item", "word", "nothing"]


class EventKind(Strict):
    """One kind of thing that a citizen does."""

    about: About = Field(description="What such an event carries")
    label: Text = Field(description="How the citizen reads it")
    sentence: Text = Field(description="Said of a citizen in a rule")
    retention: int = Field(ge=1, le=1_825, description="Days after the event")


class EventFile(Strict):
    """The whole of `citizens/events.yaml`."""

    events: dict[Name, EventKind] = Field(min_length=1)
